import { spawnSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { runInNewContext } from "node:vm";
import { ready, tf } from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";
import { assembleModule, defineFunction, storeF32 } from "../../../kernel-utils/src/nn/wasm/assembler";
import { Crew } from "../../../kernel-utils/src/nn/wasm/crew/Crew";
import { compile } from "../../../kernel-utils/src/nn/wasm/compile";
import { distance } from "../distance";

declare const WebAssembly: {
  Memory: new (size: { initial: number; maximum: number; shared: true }) => { buffer: SharedArrayBuffer };
};

const random = (shape: [number, number], seed: number) => tf.randomNormal<tf.Rank.R2>(shape, 0, 1, "float32", seed);
/** Sizes of a product that is large enough to be shared: 2^22 multiplications and more, with rows left over after whole blocks. */
const [m, n, k] = [257, 131, 131];

/** What the definition gives, in doubles. */
function product(a: number[][], b: number[][]): number[][] {
  return a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, i) => sum + x * b[i]![j]!, 0)));
}

beforeAll(async () => {
  await ready({ backend: "wasm" });
});

describe("large products", () => {
  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])("are the matrix product, transposed %s and %s, with a bias", (isA, isB) => {
    tf.tidy(() => {
      const [a, b, bias] = [random([m, k], 1), random([k, n], 2), random([1, n], 3).reshape([n])];
      const expected = product(a.arraySync(), b.arraySync());
      const factors = { a: isA ? a.transpose() : a, b: isB ? b.transpose() : b, transposeA: isA, transposeB: isB };
      expect(distance(tf.matMul(factors.a, factors.b, isA, isB), expected)).toBeLessThan(5e-5);
      expect(distance(tf.fused.matMul({ ...factors, bias }).sub(bias), expected)).toBeLessThan(5e-5);
    });
  });

  it("have the same bits each time, whichever thread makes what", () => {
    tf.tidy(() => {
      const [a, b] = [random([m, k], 1), random([k, n], 2)];
      const first = Buffer.from(tf.matMul(a, b).dataSync().buffer);
      for (let i = 0; i < 100; i++) {
        const again = tf.tidy(() => Buffer.from(tf.matMul(a, b).dataSync().buffer));
        expect(again.equals(first)).toBe(true);
      }
    });
  });

  it("are right after an interrupt in the middle of one", () => {
    tf.tidy(() => {
      const [a, b] = [random([m, k], 1), random([k, n], 2)];
      const expected = tf.matMul(a, b).arraySync();
      for (let i = 0; i < 10; i++) {
        const forEver = () =>
          runInNewContext("for (;;) work()", { work: () => tf.matMul(a, b).dispose() }, { timeout: 5 + i });
        expect(forEver).toThrow("Script execution timed out");
        expect(distance(tf.matMul(a, b), expected)).toBe(0);
      }
    });
  });
});

describe("the second thread", () => {
  it("lets the process end, and prints nothing", () => {
    const program = `
      const { ready, tf } = require("kernel-utils/nn");
      ready({ backend: "wasm" }).then(() => {
        const x = tf.ones([256, 256]);
        for (let i = 0; i < 20; i++) tf.matMul(x, x).dispose();
        setTimeout(() => console.log(tf.matMul(x, x).dataSync()[0]), 200);
      });`;
    const cwd = new URL(".", import.meta.url);
    const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", program], {
      cwd,
      encoding: "utf8",
      timeout: 30_000,
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "256\n", stderr: "" });
  });
});

describe("Crew", () => {
  it("tells of a call that fails, and goes on with the next job", async () => {
    const trap = defineFunction("trap", { place: "i32" }, ({ place }) => [storeF32(place.sub(1), 1)]);
    const put = defineFunction("put", { place: "i32", value: "f32", scratch: "i32" }, ({ place, value }) => [
      storeF32(place, value),
    ]);
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true });
    const crew = new Crew(compile(assembleModule([trap, put], { isShared: true })), memory);
    const message = /^memory access out of bounds$|^trap failed on the other thread$/;
    for (let turn = 0; turn < 20; turn++) {
      expect(() => crew.run({ kernel: "trap", count: 4, first: [0], step: [0], scratchBytes: 0 })).toThrow(message);
      crew.run({ kernel: "put", count: 1000, first: [0, turn, 0], step: [4, 1, 0], scratchBytes: 8 });
      expect(Array.from(new Float32Array(memory.buffer, 0, 1000))).toEqual(
        Array.from({ length: 1000 }, (_, i) => turn + i),
      );
      await setTimeout(10); // the helper takes some to start
    }
  });
});
