import * as fc from "fast-check";
import { createRng } from "kernel-utils/core";
import { vectorProducts } from "kernel-utils/nn";
import { describe, expect, it } from "vitest";

const drawn = (size: number, rng: () => number) => Float32Array.from({ length: size }, () => 2 * rng() - 1);

/** weight x + bias, as the sums say. */
function byHand(weight: Float32Array, bias: Float32Array, x: Float32Array): number[] {
  return Array.from(bias, (start, row) =>
    x.reduce((sum, value, i) => sum + weight[row * x.length + i]! * value, start),
  );
}

describe("vectorProducts", () => {
  it("gives what the sums by hand give, of many matrices of any sizes side by side", () => {
    const size = fc.integer({ min: 1, max: 70 });
    fc.assert(
      fc.property(fc.array(fc.tuple(size, size), { minLength: 1, maxLength: 12 }), fc.nat(), (sizes, seed) => {
        const rng = createRng(seed);
        const product = vectorProducts();
        const made = sizes.map(([rows, columns]) => {
          const [weight, bias] = [drawn(rows * columns, rng), drawn(rows, rng)];
          return { columns, weight, bias, map: product(weight, bias) };
        });
        const results = made.map(({ columns, weight, bias, map }) => {
          const x = drawn(columns, rng);
          return { ours: map(x), wanted: byHand(weight, bias, x) };
        });
        for (const { ours, wanted } of results) {
          expect(ours).toHaveLength(wanted.length);
          for (const [i, value] of ours.entries()) expect(value).toBeCloseTo(wanted[i]!, 4);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("keeps numbers of its own, also when its memory grows", () => {
    const product = vectorProducts();
    const weight = Float32Array.of(1, 2, 3, 4);
    const map = product(weight, Float32Array.of(10, 20));
    const first = map(Float32Array.of(1, 1));
    weight.fill(0);
    product(new Float32Array(1000 * 1000), new Float32Array(1000));
    expect([...map(Float32Array.of(1, 0))]).toEqual([11, 23]);
    expect([...first]).toEqual([13, 27]);
  });

  it("refuses vectors and matrices that don't fit", () => {
    const product = vectorProducts();
    expect(() => product(new Float32Array(5), new Float32Array(2))).toThrow("columns must be an integer >= 1, got 2.5");
    const map = product(new Float32Array(6), new Float32Array(2));
    expect(() => map(new Float32Array(4))).toThrow("x must have 3 numbers, one a column, got 4");
    expect(() => map(new Float32Array(2))).toThrow(RangeError);
  });
});
