import { createRng } from "kernel-utils/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const take = (seed: number, length: number) => {
  const rng = createRng(seed);
  return Array.from({ length }, () => rng());
};

/** Pearson's chi-square of numbers in [0, 1) over equal bins, in standard deviations from its mean. */
function chiSquareDeviation(numbers: number[], numBins: number): number {
  const bins = Array<number>(numBins).fill(0);
  for (const number of numbers) bins[Math.floor(number * numBins)]!++;
  const expected = numbers.length / numBins;
  const chiSquare = bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return Math.abs(chiSquare - (numBins - 1)) / Math.sqrt(2 * (numBins - 1));
}

function correlation(a: number[], b: number[]): number {
  return (12 / a.length) * a.reduce((sum, x, i) => sum + (x - 0.5) * (b[i]! - 0.5), 0);
}

describe("createRng", () => {
  it("gives multiples of 2^-53 in [0, 1)", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const number of take(seed, 20)) {
          expect(number).toBeGreaterThanOrEqual(0);
          expect(number).toBeLessThan(1);
          expect(Number.isInteger(number * 2 ** 53)).toBe(true);
        }
      }),
    );
  });

  it("gives equal sequences for equal seeds, others for others", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(take(seed, 10)).toEqual(take(seed, 10));
      }),
    );
    fc.assert(
      fc.property(seeds, seeds, (a, b) => {
        fc.pre(a !== b);
        expect(take(a, 4)).not.toEqual(take(b, 4));
      }),
    );
  });

  it("is uniform along a sequence", () => {
    expect(chiSquareDeviation(take(42, 100_000), 100)).toBeLessThan(4);
  });

  it("is uniform and uncorrelated in the first numbers of neighbouring seeds", () => {
    const first = Array.from({ length: 20_000 }, (_, seed) => take(seed, 1)[0]!);
    expect(chiSquareDeviation(first, 100)).toBeLessThan(4);
    for (const lag of [1, 2, 16, 256, 4096]) {
      expect(Math.abs(correlation(first.slice(lag), first.slice(0, -lag)))).toBeLessThan(0.04); // 5 standard deviations
    }
  });

  // python3 test/core/golden/createRng.py (Python 3.11.7), an implementation of its own
  it.each([
    { seed: 0, expected: [0.21777990607770026, 0.2753701415482115, 0.9405299004243229] },
    { seed: 42, expected: [0.2725744465111921, 0.14005348723065558, 0.7822142315707581] },
    { seed: 2 ** 32 - 1, expected: [0.553325328831222, 0.9626344787191933, 0.5106088282322919] },
  ])("agrees with xoroshiro128+ for seed $seed", ({ seed, expected }) => {
    expect(take(seed, 3)).toEqual(expected);
  });

  it.each([-1, 0.5, 2 ** 32, NaN, Infinity])("throws for the seed %s", (seed) => {
    expect(() => createRng(seed)).toThrow(new RangeError(`seed must be an integer in [0, 4294967295], got ${seed}`));
  });

  it("throws a TypeError for a seed that isn't a number", () => {
    expect(() => createRng("42" as never)).toThrow(new TypeError('seed must be a number, got "42"'));
  });

  it("goes on from another's state as that does", () => {
    const [one, other] = [createRng(1), createRng(2)];
    for (let i = 0; i < 5; i++) one();
    other.state = one.state;
    const next = (rng: () => number) => Array.from({ length: 5 }, rng);
    expect(next(other)).toEqual(next(one));
    expect(other()).toBe(one());
  });

  it.each([[[1, 2, 3]], [[1, 2, 3, 0.5]], [[1, 2, 3, 2 ** 31]], ["abcd"], [null]])("refuses the state %j", (state) => {
    const rng = createRng(1);
    expect(() => (rng.state = state as never)).toThrow("state must be four 32-bit integers, got ");
    expect(rng()).toBe(createRng(1)());
  });
});
