import { softmax } from "kernel-utils/core";
import { temperature } from "kernel-utils/decode";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyLogits } from "./arbitraries";

const entropy = (probs: Float32Array) => probs.reduce((sum, p) => sum - (p > 0 ? p * Math.log(p) : 0), 0);

describe("temperature", () => {
  // numpy 2.4.6: np.random.seed(42); np.random.rand(2, 4)[0]
  const logits = Float32Array.of(0.3745401188473625, 0.9507143064162014, 0.7319939418114051, 0.5986584841970366);

  // np.exp(logits / T) / np.exp(logits / T).sum(), rounded to three places
  it.each([
    { t: 0.1, expected: [0.003, 0.873, 0.098, 0.026] },
    { t: 0.9, expected: [0.176, 0.335, 0.262, 0.226] },
  ])("gives the probabilities of NumPy at T = $t", ({ t, expected }) => {
    expect(Array.from(softmax(temperature(t)(logits)), (p) => Math.round(p * 1000) / 1000)).toEqual(expected);
  });

  it("is a division", () => {
    expect([...temperature(2)(Float32Array.of(1, -3, -Infinity))]).toEqual([0.5, -1.5, -Infinity]);
    fc.assert(
      fc.property(anyLogits, (any) => {
        expect(temperature(1)(any)).toEqual(any);
      }),
    );
  });

  it("flattens as it rises", () => {
    fc.assert(
      fc.property(anyLogits, fc.double({ min: 0.05, max: 5, noNaN: true }), (any, t) => {
        const cooler = entropy(softmax(temperature(t)(any)));
        expect(entropy(softmax(temperature(2 * t)(any)))).toBeGreaterThanOrEqual(cooler - 1e-5);
      }),
    );
  });

  it("throws for 0 and names what is meant", () => {
    expect(() => temperature(0)).toThrow(
      new RangeError("temperature must be > 0, got 0; for greedy decoding use argmax"),
    );
  });

  it.each([-1, NaN])("throws for %s", (t) => {
    expect(() => temperature(t)).toThrow(new RangeError(`temperature must be > 0, got ${t}`));
  });

  it("throws for Infinity", () => {
    expect(() => temperature(Infinity)).toThrow(RangeError);
    expect(() => temperature(Infinity)).toThrow("temperature must be finite, got Infinity");
  });

  it.each(["1", undefined])("throws a TypeError for the kind of %j", (t) => {
    expect(() => temperature(t as never)).toThrow(TypeError);
    expect(() => temperature(t as never)).toThrow("temperature must be a number, got ");
  });

  it("throws where a quotient leaves 32 bits", () => {
    expect(() => temperature(1e-40)(logits)).toThrow(
      new RangeError("temperature must keep logits below 2^128, got 1e-40; for greedy decoding use argmax"),
    );
  });
});
