import { topK } from "kernel-utils/decode";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyLogits, keptIn } from "./arbitraries";

describe("topK", () => {
  it("keeps the k likeliest, and those as likely as the k-th", () => {
    fc.assert(
      fc.property(anyLogits, fc.integer({ min: 1, max: 70 }), (logits, k) => {
        const kth = logits.toSorted().at(-Math.min(k, logits.length))!;
        expect(topK(k)(logits)).toEqual(logits.map((logit) => (logit < kth ? -Infinity : logit)));
      }),
    );
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(anyLogits, fc.integer({ min: 1, max: 70 }), (logits, k) => {
        expect(topK(k)(topK(k)(logits))).toEqual(topK(k)(logits));
      }),
    );
  });

  it("keeps ties with the k-th", () => {
    expect(keptIn(topK(2)(Float32Array.of(1, 3, 1, 2, 2)))).toEqual([1, 3, 4]);
  });

  it("tells near-ties apart by their logits, which are equal as 32-bit probabilities", () => {
    expect(keptIn(topK(1)(Float32Array.of(16, 16.000002, 16)))).toEqual([1]);
  });

  it("keeps at least minTokensToKeep", () => {
    expect(keptIn(topK(1, { minTokensToKeep: 3 })(Float32Array.of(4, 1, 3, 2)))).toEqual([0, 2, 3]);
  });

  it("finds the k-th of many, in any order", () => {
    const size = 10_000;
    const orders = [
      (i: number) => i,
      (i: number) => -i,
      (i: number) => (i * 7919) % size,
      (i: number) => i % 3,
      () => 0,
    ];
    for (const order of orders) {
      const logits = Float32Array.from({ length: size }, (_, i) => order(i));
      const kth = logits.toSorted().at(-50)!;
      expect(keptIn(topK(50)(logits))).toEqual([...logits.keys()].filter((i) => logits[i]! >= kth));
    }
  });

  it.each([0, -1, 1.5, NaN])("throws for k = %s", (k) => {
    expect(() => topK(k)).toThrow(new RangeError(`topK must be an integer >= 1, got ${k}`));
    expect(() => topK(1, { minTokensToKeep: k })).toThrow(
      new RangeError(`minTokensToKeep must be an integer >= 1, got ${k}`),
    );
  });
});
