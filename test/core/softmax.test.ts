import { argmax, logSoftmax, softmax } from "kernel-utils/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const finite = fc.float({ min: -100, max: 100, noNaN: true });
const logitsArrays = fc.array(fc.oneof(finite, fc.constant(-Infinity)), { minLength: 1, maxLength: 50 });
const someFinite = logitsArrays.filter((logits) => logits.some((logit) => logit > -Infinity));
const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);

describe("softmax", () => {
  it("gives probabilities", () => {
    fc.assert(
      fc.property(someFinite, (logits) => {
        const probs = softmax(logits);
        expect(probs).toHaveLength(logits.length);
        expect(probs.every((p) => p >= 0 && p <= 1)).toBe(true);
        expect(sum(probs)).toBeCloseTo(1, 6);
      }),
    );
  });

  it("gives -Infinity no probability", () => {
    expect([...softmax([0, -Infinity, 0])]).toEqual([0.5, 0, 0.5]);
  });

  it("depends on differences alone, however large the logits", () => {
    expect(softmax([1000, 999])).toEqual(softmax([0, -1]));
    expect(softmax([-1000, -1001])).toEqual(softmax([0, -1]));
  });

  // numpy 2.4.6: x = np.array([1., 2., 3.]); np.exp(x) / np.exp(x).sum()
  it("agrees with its definition", () => {
    const expected = [0.09003057317038046, 0.24472847105479764, 0.6652409557748218];
    for (const [i, p] of softmax([1, 2, 3]).entries()) expect(p).toBeCloseTo(expected[i]!, 7);
  });
});

describe("logSoftmax", () => {
  it("is the logarithm of softmax", () => {
    fc.assert(
      fc.property(someFinite, (logits) => {
        const probs = softmax(logits);
        for (const [i, logProb] of logSoftmax(logits).entries()) expect(Math.exp(logProb)).toBeCloseTo(probs[i]!, 5);
      }),
    );
  });

  it("stays finite where softmax underflows", () => {
    expect(softmax([0, -200])[1]).toBe(0);
    expect(logSoftmax([0, -200])[1]).toBe(-200);
  });

  it("keeps -Infinity", () => {
    expect([...logSoftmax([0, -Infinity])]).toEqual([0, -Infinity]);
  });
});

describe("argmax", () => {
  it("is the first index of the largest", () => {
    fc.assert(
      fc.property(logitsArrays, (logits) => {
        expect(argmax(logits)).toBe(logits.indexOf(Math.max(...logits)));
      }),
    );
  });

  it("takes the first of -Infinity alone too", () => {
    expect(argmax([-Infinity, -Infinity])).toBe(0);
  });
});

describe.each(Object.entries({ softmax, logSoftmax, argmax }))("%s", (_name, of) => {
  it("takes typed arrays, and leaves its input as it was", () => {
    const logits = Float32Array.of(1, -Infinity, 3);
    expect(of(logits)).toEqual(of([1, -Infinity, 3]));
    expect([...logits]).toEqual([1, -Infinity, 3]);
  });

  it("throws for no logits", () => {
    expect(() => of([])).toThrow(new RangeError("logits must not be empty, got length 0: pass [vocabSize] numbers"));
  });

  it.each([NaN, Infinity])("throws for %s, with its index", (bad) => {
    expect(() => of([0, 0, bad])).toThrow(`logits must be finite or -Infinity, got ${bad} at index 2`);
    expect(() => of([0, 0, bad])).toThrow(RangeError);
  });

  it("throws for what isn't a number", () => {
    expect(() => of([0, undefined] as never)).toThrow("logits must be finite or -Infinity, got undefined at index 1");
  });
});

describe.each(Object.entries({ softmax, logSoftmax }))("%s", (_name, of) => {
  it("throws for -Infinity alone", () => {
    expect(() => of([-Infinity, -Infinity])).toThrow(
      new RangeError("logits must hold a finite one, got -Infinity only: no token is left to choose from"),
    );
  });
});
