import * as fc from "fast-check";
import { ready, tf } from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";
import { backends } from "./backends";
import { distance } from "./distance";
import { gradientError } from "./gradientError";

const length = fc.integer({ min: 1, max: 7 });
const shapes = fc.array(length, { minLength: 1, maxLength: 4 });

/** Numbers in whose sums nothing is rounded: multiples of 1/8. */
const exact = (shape: number[], seed: number) => {
  const size = shape.reduce((product, each) => product * each, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => (((i + seed) * 37) % 101) / 8 - 6),
    shape,
  );
};
/** Without -0, which is 0 among integers. */
const numbersOf = (x: tf.Tensor) => Array.from(x.dataSync(), (number) => number + 0);

describe.each(backends)("sums on %s", (backend) => {
  beforeAll(async () => {
    await ready({ backend });
  });

  it("are of all numbers, of the first axes or of others, with axes kept or not", () => {
    const law = fc.property(shapes, fc.nat(15), fc.boolean(), (shape, which, keepDims) => {
      const axes = shape.map((_, axis) => axis).filter((axis) => (which >> axis) & 1);
      tf.tidy(() => {
        const x = exact(shape, which);
        const sums = new Map<string, number>();
        for (const [i, value] of numbersOf(x).entries()) {
          let rest = i;
          const index = shape.toReversed().map((size) => {
            const at = rest % size;
            rest = (rest - at) / size;
            return at;
          });
          const key = String(index.toReversed().filter((_, axis) => !axes.includes(axis)));
          sums.set(key, (sums.get(key) ?? 0) + value);
        }
        const left = shape.filter((_, axis) => !axes.includes(axis));
        const sum = x.sum(axes, keepDims);
        expect(sum.shape).toEqual(keepDims ? shape.map((size, axis) => (axes.includes(axis) ? 1 : size)) : left);
        expect(numbersOf(sum)).toEqual([...sums.values()]);
        const numSummed = x.size / sum.size;
        expect(distance(x.mean(axes).mul(numSummed), sum.reshape(left).arraySync())).toBeLessThan(1e-4);
      });
    });
    fc.assert(law);
  });

  it("of many numbers lose none of them, and of integers are integers", () => {
    tf.tidy(() => {
      // 0.1 as a float is 0.100000001490116; added one by one to a float32, a million of them give 100958.
      const tenths = tf.ones([1000, 1000]).mul(0.1);
      expect(tenths.sum().dataSync()[0]).toBeCloseTo(100_000, -1);
      expect(tenths.mean().dataSync()[0]).toBeCloseTo(0.1, 6);
      const integers = tf.tensor2d(
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        [2, 3],
        "int32",
      );
      expect([integers.sum().dtype, numbersOf(integers.sum())]).toEqual(["int32", [21]]);
      expect([integers.sum(0).dtype, numbersOf(integers.sum(0))]).toEqual(["int32", [5, 7, 9]]);
      expect(numbersOf(tf.tensor2d([], [0, 3]).sum())).toEqual([0]);
      expect(numbersOf(tf.tensor2d([], [0, 3]).sum(0))).toEqual([0, 0, 0]);
    });
  });

  it("have gradients, and these have gradients", () => {
    const x = exact([3, 5], 1);
    const losses: ((x: tf.Tensor) => tf.Tensor)[] = [
      (at) => at.square().sum().div(100),
      (at) => at.square().mean(),
      (at) => at.mean().square(),
      (at) => at.sum([0, 1], true).square().div(1000).sum(),
      (at) => at.sum(0).square().mean().div(30),
      (at) => at.sub(at.mean()).square().mean(),
    ];
    for (const loss of losses) {
      expect(gradientError(loss, x)).toBeLessThan(1e-2);
      // Of the sum of the squared gradient.
      const ofGradient = (at: tf.Tensor) =>
        tf
          .grad((inner) => loss(inner))(at)
          .square()
          .sum();
      expect(gradientError(ofGradient, x)).toBeLessThan(1e-2);
    }
    x.dispose();
  });
});

describe.each(backends)("arithmetic on %s", (backend) => {
  beforeAll(async () => {
    await ready({ backend });
  });

  it("is number by number at any size, of equal shapes and of others, of floats and of integers", () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(40_000)); // enough for two threads
    const law = fc.property(size, fc.constantFrom("float32", "int32"), fc.boolean(), (numbers, dtype, isOne) => {
      tf.tidy(() => {
        const a = exact([numbers], 1).mul(8).cast(dtype);
        const b = exact([isOne ? 1 : numbers], 2)
          .mul(8)
          .cast(dtype);
        const other = numbersOf(b);
        const expected = (op: (x: number, y: number) => number) =>
          numbersOf(a).map((x, i) => op(x, other[isOne ? 0 : i]!) + 0);
        expect(numbersOf(a.add(b))).toEqual(expected((x, y) => x + y));
        expect(numbersOf(a.sub(b))).toEqual(expected((x, y) => x - y));
        expect(numbersOf(a.mul(b))).toEqual(expected((x, y) => x * y));
        expect(numbersOf(a.mul(tf.scalar(3, dtype)))).toEqual(numbersOf(a).map((x) => 3 * x));
        expect(numbersOf(a.square())).toEqual(numbersOf(a).map((x) => x * x));
        expect([a.add(b).dtype, a.square().dtype]).toEqual([dtype, dtype]);
      });
    });
    fc.assert(law, { numRuns: 40 });
  });

  it("casts to the same type without harm to either tensor", () => {
    const x = tf.tensor1d([1.5, -2.5]);
    const same = x.cast("float32");
    x.dispose();
    expect(numbersOf(same)).toEqual([1.5, -2.5]);
    const whole = same.cast("int32");
    expect(numbersOf(whole)).toEqual([1, -2]);
    tf.dispose([same, whole]);
  });
});
