import { LayerNorm, tf } from "kernel-utils/nn";
import { describe, expect, it } from "vitest";
import { distance } from "./distance";

describe("LayerNorm", () => {
  it("forgets scale and place: the same for x and for 100 x + 7", () => {
    const layer = new LayerNorm({ size: 9, epsilon: 1e-12 });
    tf.tidy(() => {
      const x = tf.randomNormal([4, 9], 0, 1, "float32", 1);
      expect(distance(layer.forward(x.mul(100).add(7)), layer.forward(x).arraySync())).toBeLessThan(1e-4);
    });
    layer.dispose();
  });

  it("refuses what doesn't fit", () => {
    expect(() => new LayerNorm({ size: 0 })).toThrow("size must be an integer >= 1, got 0");
    expect(() => new LayerNorm({ size: 3, epsilon: 0 })).toThrow(
      new RangeError("epsilon must be > 0, got 0; the usual is 1e-5"),
    );
    const layer = new LayerNorm({ size: 3 });
    tf.tidy(() => {
      const message = "LayerNorm: x must have shape [..., 3]: axis 1 must be 3, got 4 in [2, 4]";
      expect(() => layer.forward(tf.zeros([2, 4]))).toThrow(new RangeError(message));
    });
    layer.dispose();
  });
});
