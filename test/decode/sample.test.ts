import { createRng, softmax } from "kernel-utils/core";
import { sample } from "kernel-utils/decode";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyLogits } from "./arbitraries";

describe("sample", () => {
  it("takes the token in whose share of [0, 1) the number falls", () => {
    const logits = Float32Array.from([0.2, 0.5, 0.3], Math.log); // shares end at .2, .7, 1
    const drawn = [0, 0.19, 0.21, 0.69, 0.71, 0.99].map((number) => sample(logits, () => number));
    expect(drawn).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it("draws each token as often as its probability says", () => {
    const logits = Float32Array.of(1, 0, -Infinity, 2, 0.5);
    const probs = softmax(logits);
    const rng = createRng(42);
    const numDraws = 100_000;
    const counts = [0, 0, 0, 0, 0];
    for (let i = 0; i < numDraws; i++) counts[sample(logits, rng)]!++;
    expect(counts[2]).toBe(0);
    const chiSquare = [0, 1, 3, 4].reduce((sum, id) => {
      const expected = numDraws * probs[id]!;
      return sum + (counts[id]! - expected) ** 2 / expected;
    }, 0);
    expect(chiSquare).toBeLessThan(16.27); // 3 degrees of freedom, p = .001
  });

  it("never draws -Infinity, at either end of the numbers too", () => {
    const anyNumber = fc.oneof(
      fc.constantFrom(0, 1 - 2 ** -53),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    );
    fc.assert(
      fc.property(anyLogits, anyNumber, (logits, number) => {
        expect(logits[sample(logits, () => number)]).toBeGreaterThan(-Infinity);
      }),
    );
  });

  it("uses one number, and leaves the logits as they were", () => {
    const logits = Float32Array.of(3, 1, 2);
    let numUsed = 0;
    sample(logits, () => 0.1 * ++numUsed);
    expect(numUsed).toBe(1);
    expect([...logits]).toEqual([3, 1, 2]);
  });

  it("finds a token for the last number below 1, however the sums round", () => {
    for (let size = 1; size < 2000; size++) {
      const logits = Float32Array.from({ length: size }, (_, id) => -Math.log(id + 1));
      expect(sample(logits, () => 1 - 2 ** -53)).toBe(size - 1);
    }
  });

  it("throws for -Infinity alone", () => {
    expect(() => sample(Float32Array.of(-Infinity, -Infinity), createRng(1))).toThrow(
      new RangeError("logits must hold a finite one to sample from, got -Infinity only: the transforms left no token"),
    );
  });

  it.each([NaN, Infinity])("throws for %s", (bad) => {
    expect(() => sample(Float32Array.of(0, bad), createRng(1))).toThrow(
      `logits must be finite or -Infinity, got ${bad} at index 1`,
    );
  });

  it("throws for no logits", () => {
    expect(() => sample(Float32Array.of(), createRng(1))).toThrow("logits must not be empty");
  });

  it.each([1, -0.1, NaN])("throws when rng gives %s", (number) => {
    expect(() => sample(Float32Array.of(0, 0), () => number)).toThrow(
      new RangeError(`rng must give numbers in [0, 1), got ${number}: use createRng(seed)`),
    );
  });
});
