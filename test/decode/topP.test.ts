import { argmax, softmax } from "kernel-utils/core";
import { topP } from "kernel-utils/decode";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyLogits, keptIn } from "./arbitraries";

const anyP = fc.double({ min: 0, max: 1, noNaN: true });
const logitsOf = (...probs: number[]) => Float32Array.from(probs, Math.log);

describe("topP", () => {
  it("keeps the token that crosses p", () => {
    const logits = logitsOf(0.5, 0.3, 0.15, 0.05);
    expect(keptIn(topP(0.4)(logits))).toEqual([0]);
    expect(keptIn(topP(0.6)(logits))).toEqual([0, 1]);
    expect(keptIn(topP(0.9)(logits))).toEqual([0, 1, 2]);
    expect(keptIn(topP(0.97)(logits))).toEqual([0, 1, 2, 3]);
  });

  it("keeps the likeliest, at least p of the probability, and no token more than that needs", () => {
    fc.assert(
      fc.property(anyLogits, anyP, (logits, p) => {
        const kept = keptIn(topP(p)(logits));
        const lowest = Math.min(...kept.map((i) => logits[i]!));
        expect(logits.filter((logit) => logit > lowest).length).toBeLessThanOrEqual(kept.length);
        const probs = softmax(logits);
        const mass = kept.reduce((sum, i) => sum + probs[i]!, 0);
        expect(mass).toBeGreaterThan(p - 1e-5);
        const withoutLowest = kept.length === 1 ? 0 : mass - Math.min(...kept.map((i) => probs[i]!));
        expect(withoutLowest).toBeLessThan(p + 1e-5);
      }),
    );
  });

  it("keeps no fewer for a larger p", () => {
    fc.assert(
      fc.property(anyLogits, anyP, anyP, (logits, p, q) => {
        const [few, many] = [Math.min(p, q), Math.max(p, q)].map((mass) => new Set(keptIn(topP(mass)(logits))));
        for (const i of few!) expect(many!.has(i)).toBe(true);
      }),
    );
  });

  it("keeps the likeliest alone at 0, all at 1", () => {
    fc.assert(
      fc.property(anyLogits, (logits) => {
        const [only, ...others] = keptIn(topP(0)(logits));
        expect(others).toEqual([]);
        expect(logits[only!]).toBe(logits[argmax(logits)]);
        expect(topP(1)(logits)).toEqual(logits);
      }),
    );
  });

  it("keeps even what underflows at 1", () => {
    expect(keptIn(topP(1)(Float32Array.of(0, -1000)))).toEqual([0, 1]);
  });

  it("keeps the higher ids of ties at the border", () => {
    expect(keptIn(topP(0.5)(Float32Array.of(0, 0, 0, 0)))).toEqual([2, 3]);
    expect(keptIn(topP(0.6)(Float32Array.of(0, 2, 0, 0)))).toEqual([1]);
    expect(keptIn(topP(0.8)(Float32Array.of(0, 2, 0, 0)))).toEqual([1, 3]);
  });

  it("tells near-ties apart by their logits, which are equal as 32-bit probabilities", () => {
    expect(keptIn(topP(0)(Float32Array.of(16, 16.000002, 16)))).toEqual([1]);
  });

  it("keeps at least minTokensToKeep", () => {
    expect(keptIn(topP(0, { minTokensToKeep: 2 })(logitsOf(0.1, 0.2, 0.7)))).toEqual([1, 2]);
    expect(keptIn(topP(0, { minTokensToKeep: 9 })(logitsOf(0.1, 0.2, 0.7)))).toEqual([0, 1, 2]);
  });

  it.each([-0.1, 1.1, NaN])("throws for p = %s", (p) => {
    expect(() => topP(p)).toThrow(new RangeError(`topP must be in [0, 1], got ${p}`));
  });

  it.each(["0.5", undefined])("throws a TypeError for the kind of %j", (p) => {
    expect(() => topP(p as never)).toThrow(TypeError);
    expect(() => topP(p as never)).toThrow("topP must be a number, got ");
  });

  it.each([0, 1.5])("throws for minTokensToKeep = %s", (minTokensToKeep) => {
    expect(() => topP(0.9, { minTokensToKeep })).toThrow(
      new RangeError(`minTokensToKeep must be an integer >= 1, got ${minTokensToKeep}`),
    );
  });

  it("throws for -Infinity alone", () => {
    expect(() => topP(0.9)(Float32Array.of(-Infinity, -Infinity))).toThrow("logits must hold a finite one");
  });
});
