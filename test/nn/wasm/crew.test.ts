import { spawnSync } from "node:child_process";
import { runInNewContext } from "node:vm";
import { ready, tf } from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";
import { distance } from "../distance";

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
