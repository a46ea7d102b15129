import { ready, tf } from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";
import { distance } from "./distance";

/** What the plain definition gives: the sum over k of a[i][k] b[k][j]. */
const product = (a: number[][], b: number[][]) =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));
const transposed = (x: number[][]) => x[0]!.map((_, j) => x.map((row) => row[j]!));

describe("matMul on wasm", () => {
  beforeAll(async () => {
    await ready({ backend: "wasm" });
  });

  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])("is the matrix product, transposed %s and %s, batches too, and keeps no memory", (isA, isB) => {
    const before = tf.memory();
    tf.tidy(() => {
      const a = tf.randomNormal<tf.Rank.R3>(isA ? [2, 5, 3] : [2, 3, 5], 0, 1, "float32", 1);
      const b = tf.randomNormal<tf.Rank.R3>(isB ? [2, 7, 5] : [2, 5, 7], 0, 1, "float32", 2);
      const [as, bs] = [a.arraySync(), b.arraySync()];
      const expected = as.map((each, i) => product(isA ? transposed(each) : each, isB ? transposed(bs[i]!) : bs[i]!));
      expect(distance(tf.matMul(a, b, isA, isB), expected)).toBeLessThan(1e-5);
      const single = tf.matMul(tf.tensor2d(as[0]!), tf.tensor2d(bs[0]!), isA, isB);
      expect(distance(single, expected[0]!)).toBeLessThan(1e-5);
    });
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
  });
});
