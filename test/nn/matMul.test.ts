import * as fc from "fast-check";
import { ready, tf } from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";
import { backends } from "./backends";
import { distance } from "./distance";

/** What the plain definition gives: the sum over k of a[i][k] b[k][j]. */
const product = (a: number[][], b: number[][]) =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));
const transposed = (x: number[][]) => x[0]!.map((_, j) => x.map((row) => row[j]!));
const random = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, "float32", seed);
const sizes = [
  fc.integer({ min: 1, max: 70 }),
  fc.integer({ min: 1, max: 20 }),
  fc.integer({ min: 1, max: 20 }),
] as const;

describe.each(backends)("matMul on %s", (backend) => {
  beforeAll(async () => {
    await ready({ backend });
  });

  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])("is the matrix product, transposed %s and %s, at any size, and keeps no memory", (isA, isB) => {
    const law = fc.property(...sizes, (m, n, k) => {
      const before = tf.memory();
      tf.tidy(() => {
        const a = random(isA ? [k, m] : [m, k], 1) as tf.Tensor2D;
        const b = random(isB ? [n, k] : [k, n], 2) as tf.Tensor2D;
        const bias = random([n], 3);
        const [as, bs] = [a.arraySync(), b.arraySync()];
        const expected = product(isA ? transposed(as) : as, isB ? transposed(bs) : bs);
        expect(distance(tf.matMul(a, b, isA, isB), expected)).toBeLessThan(1e-5);
        const factors = { a, b, transposeA: isA, transposeB: isB };
        expect(distance(tf.fused.matMul({ ...factors, bias }).sub(bias), expected)).toBeLessThan(1e-5);
        const rectified = expected.map((row) => row.map((x) => Math.max(x, 0)));
        expect(distance(tf.fused.matMul({ ...factors, activation: "relu" }), rectified)).toBeLessThan(1e-5);
      });
      expect(tf.memory().numTensors).toBe(before.numTensors);
      expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
    });
    fc.assert(law, {
      numRuns: 30,
      examples: [
        [66, 9, 6],
        [67, 9, 6],
      ],
    });
  });

  it.each([
    [[3], [3]],
    [[3], [1]],
    [[1], [3]],
    [[], [2, 3]],
    // tfjs's own kernels take wrong items where both factors are broadcast, and say nothing (4.22).
    ...(backend === "wasm"
      ? [
          [[2, 1], [3]],
          [
            [2, 3],
            [2, 1],
          ],
        ]
      : []),
  ])("broadcasts the axes before the last two: %j and %j", (ofA = [], ofB = []) => {
    tf.tidy(() => {
      const [a, b] = [random([...ofA, 6, 4], 1), random([...ofB, 4, 9], 2)];
      // a[..., i, k] b[..., k, j] for every i, j and k, summed over k.
      const expected = a.expandDims(-1).mul(b.expandDims(-3)).sum(-2);
      expect(distance(tf.matMul(a, b), expected.arraySync())).toBeLessThan(1e-5);
    });
  });

  const activations = ["linear", "relu", "relu6", "sigmoid", "elu", "prelu", "leakyrelu"] as const;
  it.each(activations)(
    "fused with a bias and %s, is what the ops one by one give, however the factors lie",
    (activation) => {
      const alone: Record<(typeof activations)[number], (x: tf.Tensor) => tf.Tensor> = {
        linear: (x) => x,
        relu: (x) => x.relu(),
        relu6: (x) => x.relu6(),
        sigmoid: (x) => x.sigmoid(),
        elu: (x) => x.elu(),
        prelu: (x) => x.prelu(tf.scalar(0.3)),
        leakyrelu: (x) => x.leakyRelu(0.2),
      };
      tf.tidy(() => {
        const rest = {
          leakyreluAlpha: 0.2,
          ...(activation === "prelu" && { preluActivationWeights: tf.ones([1, 9]).mul(0.3) }),
        };
        for (const [transposeA, transposeB] of [
          [false, false],
          [false, true],
          [true, false],
          [true, true],
        ] as const) {
          const a = random(transposeA ? [7, 5] : [5, 7], 1) as tf.Tensor2D;
          const b = random(transposeB ? [9, 7] : [7, 9], 2) as tf.Tensor2D;
          const bias = random([9], 3);
          const expected = alone[activation](tf.matMul(a, b, transposeA, transposeB).add(bias));
          const fused = tf.fused.matMul({ a, b, transposeA, transposeB, bias, activation, ...rest });
          expect(distance(fused, expected.arraySync()), `${transposeA} ${transposeB}`).toBeLessThan(1e-5);
        }
      });
    },
  );

  it("is of integers what it is of floats, and keeps no memory", () => {
    const before = tf.memory().numDataBuffers;
    tf.tidy(() => {
      const x = tf.tensor2d(
        [
          [1, 0, 2],
          [0, 1, 1],
        ],
        undefined,
        "int32",
      );
      expect(tf.matMul(x, x, false, true).toFloat().arraySync()).toEqual([
        [5, 2],
        [2, 2],
      ]);
    });
    expect(tf.memory().numDataBuffers).toBe(before);
  });

  it("refuses inner axes that differ", () => {
    tf.tidy(() => {
      expect(() => tf.matMul(tf.zeros([2, 3]), tf.zeros([2, 3]))).toThrow(/inner (shapes|axes)|size-incompatible/i);
    });
  });
});
