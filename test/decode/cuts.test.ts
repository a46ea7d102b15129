import { softmax } from "kernel-utils/core";
import {
  chain,
  epsilonCutoff,
  etaCutoff,
  keptIds,
  minP,
  temperature,
  topK,
  topP,
  type Transform,
  typicalP,
} from "kernel-utils/decode";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyLogits } from "./arbitraries";

const logitsOf = (...probs: number[]) => Float32Array.from(probs, Math.log);

describe("minP", () => {
  it("keeps what has at least that share of the largest", () => {
    const logits = logitsOf(0.5, 0.25, 0.2, 0.05);
    expect(keptIds(minP(0.45)(logits))).toEqual([0, 1]);
    expect(keptIds(minP(0.3)(logits))).toEqual([0, 1, 2]);
    expect(keptIds(minP(0)(logits))).toEqual([0, 1, 2, 3]);
    expect(keptIds(minP(1)(Float32Array.of(2, 0, 2)))).toEqual([0, 2]);
  });

  it("keeps what exp(logit) says", () => {
    fc.assert(
      fc.property(anyLogits, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (logits, p) => {
        const border = Math.max(...logits) + Math.log(p);
        const kept = new Set(keptIds(minP(p)(logits)));
        const isRight = (logit: number, id: number) =>
          Math.abs(logit - border) < 1e-5 || kept.has(id) === logit > border;
        expect([...logits].every(isRight)).toBe(true);
      }),
    );
  });

  it.each([-0.1, 1.1, NaN])("throws for %s", (p) => {
    expect(() => minP(p)).toThrow(new RangeError(`minP must be in [0, 1], got ${p}: 0.05 is a usual one, 0 keeps all`));
  });
});

describe("typicalP", () => {
  it("drops what says less than is to be expected, too", () => {
    // entropy 1.75 nats; the first's surprise, .92, is .83 away from it, the others' 2.30 are .56 away
    const logits = logitsOf(0.4, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
    expect(keptIds(typicalP(0.3)(logits))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(keptIds(typicalP(0.7)(logits))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it("keeps at least the mass, or all", () => {
    fc.assert(
      fc.property(anyLogits, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (logits, mass) => {
        const probs = softmax(logits);
        const kept = keptIds(typicalP(mass)(logits)).reduce((sum, id) => sum + probs[id]!, 0);
        expect(kept).toBeGreaterThan(mass - 1e-5);
      }),
    );
  });

  it.each([0, 1, -1, NaN])("throws for %s", (mass) => {
    expect(() => typicalP(mass)).toThrow(
      new RangeError(`typicalP must be in (0, 1), got ${mass}: 0.9 is a usual one; to keep all, leave it out`),
    );
  });
});

describe("epsilonCutoff and etaCutoff", () => {
  const logits = logitsOf(0.5, 0.3, 0.15, 0.05);

  it("keep what is likelier than a bar, lower where the model is unsure", () => {
    expect(keptIds(epsilonCutoff(0.2)(logits))).toEqual([0, 1]);
    // entropy 1.14: min(.2, sqrt(.2) e^-1.14) = .143
    expect(keptIds(etaCutoff(0.2)(logits))).toEqual([0, 1, 2]);
  });

  it.each([0, 1, NaN])("throw for %s", (epsilon) => {
    expect(() => epsilonCutoff(epsilon)).toThrow(
      new RangeError(`epsilonCutoff must be in (0, 1), got ${epsilon}: usual ones are 3e-4 to 9e-4`),
    );
    expect(() => etaCutoff(epsilon)).toThrow(
      new RangeError(`etaCutoff must be in (0, 1), got ${epsilon}: usual ones are 3e-4 to 4e-3`),
    );
  });
});

const cuts: Record<string, (options?: { minTokensToKeep: number }) => Transform> = {
  topK: (options) => topK(1, options),
  topP: (options) => topP(0.1, options),
  minP: (options) => minP(0.9, options),
  typicalP: (options) => typicalP(0.1, options),
  epsilonCutoff: (options) => epsilonCutoff(0.9, options),
  etaCutoff: (options) => etaCutoff(0.9, options),
};

describe.each(Object.entries(cuts))("%s", (_name, cut) => {
  it("keeps at least minTokensToKeep", () => {
    for (const minTokensToKeep of [1, 2, 3, 4, 9]) {
      const kept = keptIds(cut({ minTokensToKeep })(logitsOf(0.55, 0.25, 0.15, 0.05)));
      expect(kept).toHaveLength(Math.min(minTokensToKeep, 4));
    }
  });

  it.each([0, 1.5])("throws for minTokensToKeep = %s", (minTokensToKeep) => {
    expect(() => cut({ minTokensToKeep })).toThrow(
      new RangeError(`minTokensToKeep must be an integer >= 1, got ${minTokensToKeep}`),
    );
  });

  it.runIf(_name !== "topK")("throws for -Infinity alone", () => {
    expect(() => cut()(Float32Array.of(-Infinity, -Infinity))).toThrow("logits must hold a finite one");
  });
});

describe("a temperature that waits for a cut", () => {
  /** Logits so near to each other that dividing may make them equal. */
  const nearLogits = fc
    .tuple(
      fc.constantFrom(1, -3, 1e-30, 1e-42, 1e30),
      fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 400 }),
    )
    .map(([base, steps]) => Float32Array.from(steps, (step) => base * (1 + step * 2 ** -23)));
  const anyTemperature = fc.oneof(fc.double({ min: 0.01, max: 100, noNaN: true }), fc.constantFrom(1e-5, 1e5, 1e38));

  it("keeps the same ties as one that is applied at once", () => {
    fc.assert(
      fc.property(fc.oneof(anyLogits, nearLogits), anyTemperature, fc.integer({ min: 1, max: 50 }), (logits, t, k) => {
        expect(chain(temperature(t), topK(k))(logits)).toEqual(topK(k)(temperature(t)(logits)));
        expect(chain(topK(k), temperature(t))(logits)).toEqual(temperature(t)(topK(k)(logits)));
      }),
      { numRuns: 500 },
    );
  });

  it("is checked all the same", () => {
    const logits = Float32Array.of(1, 2, 3);
    expect(() => chain(temperature(1e-40), topK(1))(logits)).toThrow("temperature must keep logits below 2^128");
    const bad = Float32Array.from({ length: 1000 }, (_, i) => (i === 999 ? NaN : -i));
    expect(() => chain(temperature(2), topK(1))(bad)).toThrow("got NaN at index 999");
    expect(() => temperature(2)(Float32Array.of(0, Infinity))).toThrow("got Infinity at index 1");
  });
});
