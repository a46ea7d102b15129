import { spawnSync } from "node:child_process";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { ready, tf } from "kernel-utils/nn";
import { describe, expect, it } from "vitest";
import { kernelsFile } from "../../kernel-utils/src/nn/wasm/compile";
import { backends, hasNative } from "./backends";

/** Runs a program on the built package in a process of its own, where nothing has been loaded or chosen. */
function run(program: string, flags: string[] = []): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [...flags, "-e", program], {
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
    await expect(asked).rejects.toThrow(
      'backend must be one of native, wasm, cpu, got "webgl"; leave it out for the fastest',
    );
  });

  it("refuses what are no options", async () => {
    for (const [given, text] of [
      ["wasm", '"wasm"'],
      [null, "null"],
    ] as const) {
      const asked = ready(given as never);
      await expect(asked).rejects.toThrow(TypeError);
      await expect(asked).rejects.toThrow(`ready must have options, got ${text}; write ready({ backend: "wasm" })`);
    }
  });

  it("serves one after the other who ask at the same time", async () => {
    for (const names of [
      ["cpu", "wasm"],
      ["wasm", "cpu"],
      ["wasm", "cpu", "wasm", "cpu"],
    ] as const) {
      const served = await Promise.all([...names.map((backend) => ready({ backend })), ready()]);
      expect(served.map(({ name }) => name)).toEqual([...names, names.at(-1)]);
      expect(tf.getBackend()).toBe(names.at(-1));
    }
  });

  it("computes in plain JavaScript where there is no WebAssembly, and says why", () => {
    const { stdout } = run(
      `delete globalThis.WebAssembly;
      const { ready, tf } = require("kernel-utils/nn");
      ready().then((backend) => console.log(tf.scalar(2).square().dataSync()[0], tf.getBackend(), String(backend)))
        .then(() => ready({ backend: "wasm" }))
        .catch((error) => console.log(error.message, tf.getBackend()));`,
    );
    const wasm = "this Node runs without WebAssembly";
    const [first, second] = stdout.trimEnd().split("\n");
    const line = hasNative
      ? "4 tensorflow native (TensorFlow's C library)"
      : `4 cpu cpu (plain JavaScript; no native: @tensorflow/tfjs-node is not installed, only a stand-in for it; no wasm: ${wasm})`;
    expect(first).toBe(line);
    const rest = `call ready() for the fastest that does ${hasNative ? "tensorflow" : "cpu"}`;
    expect(second).toBe(`backend "wasm" must load, but ${wasm}; ${rest}`);
  });

  it.each([basename(kernelsFile), "tfjs-backend-wasm-simd.wasm"])("says what builds %s where it is missing", (file) => {
    const { stdout, stderr } = run(`
      const fs = require("node:fs");
      const { existsSync } = fs;
      fs.existsSync = (path) => !path.endsWith("${file}") && existsSync(path);
      require("kernel-utils/nn").ready({ backend: "wasm" }).catch(({ message }) => console.log(message));`);
    expect(stdout).toContain(`${file} is missing: npm run build makes it; call ready() for the fastest that does`);
    expect(stderr).toBe("");
  });

  it.each([
    ["all of it", /delete .*\.native and type npm run native; npm run native/],
    ["a part of it", /npm run native goes on where it stopped; npm run native/],
    ["none of it", /npm rebuild @tensorflow\/tfjs-node makes it; npm run native/],
  ])("says how a native package without its binding is mended where npm run native made %s", (made, remedy) => {
    const { stdout } = run(`
      const fs = require("node:fs");
      const Module = require("node:module");
      const { existsSync } = fs;
      const made = { "all of it": [".native"], "a part of it": ["package.json"], "none of it": [] }["${made}"];
      fs.existsSync = (path) => (path.includes(".native") ? made.some((part) => path.includes(part)) : existsSync(path));
      const load = Module._load;
      Module._load = (name, ...rest) => {
        if (name === "@tensorflow/tfjs-node/package.json") return { binary: {} };
        if (name === "@tensorflow/tfjs-node") throw new Error("tfjs_binding.node: file too short");
        return load(name, ...rest);
      };
      require("kernel-utils/nn").ready({ backend: "native" }).catch(({ message }) => console.log(message));`);
    expect(stdout).toContain('backend "native" must load, but @tensorflow/tfjs-node has no binding that loads: ');
    expect(stdout).toMatch(remedy);
  });

  it.skipIf(hasNative)("says why a backend asked for does not load, and keeps the other", async () => {
    await ready({ backend: "wasm" });
    await expect(ready({ backend: "native" })).rejects.toThrow(
      'backend "native" must load, but @tensorflow/tfjs-node is not installed, only a stand-in for it; npm run native in the project\'s folder builds it',
    );
    expect(tf.getBackend()).toBe("wasm");
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
