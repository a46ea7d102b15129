import {
  chain,
  epsilonCutoff,
  etaCutoff,
  minLength,
  minP,
  noRepeatNgram,
  prefixTrie,
  repetitionPenalty,
  temperature,
  topK,
  topP,
  type Transform,
  typicalP,
} from "kernel-utils/decode";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyLogits, keptIn } from "./arbitraries";

const anyShare = fc.double({ min: 0, max: 1, noNaN: true });
const anyOpenShare = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const anyLeast = fc.integer({ min: 1, max: 9 });

/** Every transform is held to the laws of its interface here; what is its own stands in its own test. */
const transforms: Record<string, fc.Arbitrary<Transform>> = {
  temperature: fc.double({ min: 0.01, max: 100, noNaN: true }).map(temperature),
  topK: fc.tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 9 })).map(([k, least]) => {
    return topK(k, { minTokensToKeep: least });
  }),
  topP: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 9 })).map(([p, least]) => {
    return topP(p, { minTokensToKeep: least });
  }),
  minP: fc.tuple(anyShare, anyLeast).map(([p, minTokensToKeep]) => minP(p, { minTokensToKeep })),
  epsilonCutoff: fc.tuple(anyOpenShare, anyLeast).map(([e, minTokensToKeep]) => epsilonCutoff(e, { minTokensToKeep })),
  etaCutoff: fc.tuple(anyOpenShare, anyLeast).map(([e, minTokensToKeep]) => etaCutoff(e, { minTokensToKeep })),
  // without ids, these have nothing to do
  repetitionPenalty: fc.double({ min: 0.1, max: 10, noNaN: true }).map(repetitionPenalty),
  noRepeatNgram: fc.integer({ min: 1, max: 5 }).map(noRepeatNgram),
  minLength: fc.constant(minLength(0, [1, 2])),
  "chain of none": fc.constant(chain()),
  "chain of three": fc
    .tuple(
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      fc.integer({ min: 1, max: 70 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([t, k, p]) => chain(temperature(t), topK(k), topP(p))),
};

/** These may drop a likeliest token. */
const notByRank: Record<string, fc.Arbitrary<Transform>> = {
  typicalP: fc.tuple(anyOpenShare, anyLeast).map(([mass, minTokensToKeep]) => typicalP(mass, { minTokensToKeep })),
  prefixTrie: fc
    .array(fc.array(fc.constant(0), { maxLength: 3 }), { minLength: 1 })
    .map((sequences) => prefixTrie(sequences, { stopToken: 0 })),
  "chain with typicalP": fc.tuple(anyOpenShare, anyShare).map(([mass, p]) => chain(typicalP(mass), minP(p))),
};

describe.each(Object.entries({ ...transforms, ...notByRank }))("%s", (name, anyTransform) => {
  const forAll = (law: (transform: Transform, logits: Float32Array) => void) => {
    fc.assert(
      fc.property(anyTransform, anyLogits, (transform, logits) => {
        law(transform, logits);
      }),
    );
  };

  it("gives a fresh array as long as its input, which it leaves as it was", () => {
    forAll((transform, logits) => {
      const before = logits.slice();
      const result = transform(logits);
      expect(result).not.toBe(logits);
      expect(result).toHaveLength(logits.length);
      expect(logits).toEqual(before);
    });
  });

  it("gives the same in `out`, whatever that held, and in place", () => {
    forAll((transform, logits) => {
      const expected = transform(logits);
      const out = new Float32Array(logits.length).fill(NaN);
      expect(transform(logits, [], out)).toBe(out);
      expect(out).toEqual(expected);
      const own = logits.slice();
      expect(transform(own, [], own)).toBe(own);
      expect(own).toEqual(expected);
    });
  });

  it("keeps no state from call to call", () => {
    forAll((transform, logits) => {
      const first = transform(logits);
      transform(logits.map((logit) => -1 - Math.abs(logit)));
      expect(transform(logits)).toEqual(first);
    });
  });

  it("leaves -Infinity, no NaN, and something to choose", () => {
    forAll((transform, logits) => {
      const result = transform(logits);
      // prefixTrie makes room where the model left none
      const isNew = (i: number) => logits[i] === -Infinity && name !== "prefixTrie";
      expect(keptIn(result).filter(isNew)).toEqual([]);
      expect(result.every((logit) => logit < Infinity)).toBe(true);
      expect(keptIn(result).length).toBeGreaterThan(0);
    });
  });

  it.runIf(name in transforms)("keeps the ranking of what it keeps, and a likeliest token first", () => {
    forAll((transform, logits) => {
      const result = transform(logits);
      const ranked = keptIn(result).toSorted((a, b) => logits[a]! - logits[b]!);
      for (let i = 1; i < ranked.length; i++) {
        expect(result[ranked[i - 1]!]).toBeLessThanOrEqual(result[ranked[i]!]!);
      }
      const most = Math.max(...logits);
      // The temperature's division may make the likeliest equal, of which a later step keeps any.
      const rounding = name === "chain of three" ? Math.abs(most) * 2 ** -22 + 2 ** -145 : 0;
      expect(most - logits[ranked.at(-1)!]!).toBeLessThanOrEqual(rounding);
    });
  });

  it("throws for logits that aren't, and for an `out` of another length", () => {
    const transform = fc.sample(anyTransform, { numRuns: 1, seed: 42 })[0]!;
    expect(() => transform(Float32Array.of())).toThrow("logits must not be empty, got length 0");
    expect(() => transform(Float32Array.of(0, NaN))).toThrow("logits must be finite or -Infinity, got NaN at index 1");
    expect(() => transform(Float32Array.of(Infinity))).toThrow(RangeError);
    expect(() => transform(new Float32Array(3), [], new Float32Array(4))).toThrow(
      new RangeError("out.length must be logits.length, 3, got 4"),
    );
  });
});
