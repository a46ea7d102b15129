import { createRng } from "kernel-utils/core";
import { Embedding, tf } from "kernel-utils/nn";
import { describe, expect, it } from "vitest";

describe("Embedding", () => {
  it("starts with mean 0 and variance 1", () => {
    const { parameters } = new Embedding({ vocabSize: 200, embedSize: 50, rng: createRng(1) });
    tf.tidy(() => {
      // Of 10,000 draws the mean has standard deviation .01, the variance .014: the bounds are at five of them.
      const { mean, variance } = tf.moments(parameters.weight);
      expect(Math.abs(mean.dataSync()[0]!)).toBeLessThan(0.05);
      expect(Math.abs(variance.dataSync()[0]! - 1)).toBeLessThan(0.07);
      // A normal distribution has .0027 of its draws beyond 3.
      const numFar = parameters.weight.abs().greater(3).sum().dataSync()[0]!;
      expect(numFar).toBeGreaterThan(5);
      expect(numFar).toBeLessThan(55);
    });
    tf.dispose({ ...parameters });
  });

  it("refuses ids that there are not, which tf.gather doesn't", () => {
    const layer = new Embedding({ vocabSize: 7, embedSize: 2, rng: createRng(1) });
    const forward = (ids: number[], dtype?: "int32") => () => layer.forward(tf.tensor1d(ids, dtype));
    tf.tidy(() => {
      const message = "Embedding: ids must be in [0, 6], got 7 at position 2; is it another tokenizer's?";
      expect(forward([0, 6, 7], "int32")).toThrow(new RangeError(message));
      expect(forward([-1], "int32")).toThrow("got -1 at position 0");
      expect(forward([1])).toThrow(new TypeError("Embedding: ids must have dtype int32, got float32; use x.toInt()"));
    });
    layer.dispose();
  });

  it("refuses sizes that are no integers >= 1", () => {
    const make = (vocabSize: number, embedSize: number) => () =>
      new Embedding({ vocabSize, embedSize, rng: createRng(1) });
    expect(make(0, 1)).toThrow("vocabSize must be an integer >= 1, got 0");
    expect(make(1, 0)).toThrow("embedSize must be an integer >= 1, got 0");
  });
});
