import { createRng } from "kernel-utils/core";
import { Linear, tf } from "kernel-utils/nn";
import { describe, expect, it } from "vitest";

describe("Linear", () => {
  it("starts uniform in ±1/sqrt(inputSize), the same for the same seed", () => {
    const [a, b] = [1, 1].map((seed) => new Linear({ inputSize: 25, outputSize: 40, rng: createRng(seed) }));
    const values = (layer: Linear) => [...layer.parameters.weight.dataSync(), ...layer.parameters.bias.dataSync()];
    expect(values(a!)).toEqual(values(b!));
    // That 1040 draws all stay below 95 % of the bound has a probability of .95^1040 = 7e-24.
    const largest = Math.max(...values(a!).map(Math.abs));
    expect(largest).toBeLessThanOrEqual(Math.fround(0.2));
    expect(largest).toBeGreaterThan(0.19);
    a!.dispose();
    b!.dispose();
  });

  it("refuses what doesn't fit", () => {
    const make = (inputSize: number, outputSize: number) => new Linear({ inputSize, outputSize, rng: createRng(1) });
    expect(() => make(0, 1)).toThrow("inputSize must be an integer >= 1, got 0");
    expect(() => make(1, 0.5)).toThrow("outputSize must be an integer >= 1, got 0.5");
    const layer = make(3, 2);
    tf.tidy(() => {
      const message = "Linear: x must have shape [..., 3]: axis 1 must be 3, got 4 in [2, 4]";
      expect(() => layer.forward(tf.zeros([2, 4]))).toThrow(new RangeError(message));
      expect(() => layer.forward(tf.scalar(1))).toThrow("Linear: x must have shape [..., 3], got []; reshape it");
      const empty = "Linear: x must have shape [..., 3]: axis 0 must be >= 1 (any length), got 0 in [0, 3]";
      expect(() => layer.forward(tf.zeros([0, 3]))).toThrow(empty);
    });
    layer.dispose();
  });
});
