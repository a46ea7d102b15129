import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { ready, tf } from "kernel-utils/nn";
import { describe, expect, it } from "vitest";
import { backends, hasNative } from "./backends";

/** Runs a program on the built package in a process of its own, where nothing has been loaded or chosen. */
function run(program: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ["-e", program], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    encoding: "utf8",
  });
}

describe("ready", () => {
  it("takes the fastest backend that loads, and says so in a line", async () => {
    const backend = await ready();
    expect(backend.name).toBe(hasNative ? "native" : "wasm");
    expect(tf.getBackend()).toBe(hasNative ? "tensorflow" : "wasm");
    expect(String(backend)).toBe(`${backend.name} (${backend.reason})`);
    expect(String(backend)).not.toContain("\n");
    expect(inspect(backend)).toBe(String(backend));
  });

  it("keeps what was chosen", async () => {
    const first = await ready();
    expect(await ready()).toBe(first);
    const forced = await ready({ backend: "cpu" });
    expect(forced.name).toBe("cpu");
    expect(await ready()).toBe(forced);
    expect(tf.getBackend()).toBe("cpu");
  });

  it("lets tensors move from one backend to the other", async () => {
    await ready({ backend: "cpu" });
    const x = tf.tensor1d([1, 2, 3]);
    await ready({ backend: "wasm" });
    expect(Array.from(x.square().dataSync())).toEqual([1, 4, 9]);
    x.dispose();
  });

  it("refuses a name that is none", async () => {
    const asked = ready({ backend: "webgl" as "cpu" });
    await expect(asked).rejects.toThrow(RangeError);
    await expect(asked).rejects.toThrow("backend must be one of native, wasm, cpu, got webgl");
  });

  it.skipIf(hasNative)("says why a backend asked for does not load, and keeps the other", async () => {
    await ready({ backend: "wasm" });
    await expect(ready({ backend: "native" })).rejects.toThrow(
      'backend "native" must load, but @tensorflow/tfjs-node is not installed, only a stand-in for it',
    );
    expect((await ready()).name).toBe("wasm");
  });

  it("prints nothing, on any backend", () => {
    for (const backend of backends) {
      const { status, stdout, stderr } = run(`
        const { ready, tf } = require("kernel-utils/nn");
        ready({ backend: "${backend}" }).then(() => tf.matMul(tf.ones([2, 2]), tf.ones([2, 2])).dataSync());
      `);
      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
    }
  });

  it("leaves errors that nobody catches to whoever listens for them", () => {
    const { status, stdout } = run(`
      const { ready } = require("kernel-utils/nn");
      process.on("unhandledRejection", (error) => console.log("heard", error.message));
      process.on("uncaughtException", (error) => console.log("heard", error.message));
      ready({ backend: "wasm" }).then(() => {
        setTimeout(() => { throw new Error("exception"); }, 20);
        Promise.reject(new Error("rejection"));
      });
    `);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "heard rejection\nheard exception\n" });
  });

  it("works on cpu without ready", () => {
    const { stdout, stderr } = run(`
      const { tf } = require("kernel-utils/nn");
      console.log(tf.scalar(2).square().dataSync()[0], tf.getBackend());
    `);
    expect({ stdout, stderr }).toEqual({ stdout: "4 cpu\n", stderr: "" });
  });
});
