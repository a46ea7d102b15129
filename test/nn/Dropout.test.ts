import { createRng } from "kernel-utils/core";
import { Dropout, tf } from "kernel-utils/nn";
import { describe, expect, it } from "vitest";

const train = (p: number, seed: number) =>
  tf.tidy(() =>
    new Dropout({ p, rng: createRng(seed) }).forward(tf.ones([100, 100]).mul(2), { isTraining: true }).dataSync(),
  );

describe("Dropout", () => {
  it("drops a share p and keeps the mean", () => {
    const values = train(0.2, 1);
    const numDropped = values.filter((value) => value === 0).length;
    // Binomial: mean 2000, standard deviation 40.
    expect(Math.abs(numDropped - 2000)).toBeLessThan(200);
    expect(values.every((value) => value === 0 || value === 2.5)).toBe(true);
  });

  it("drops the same for the same seed, and other numbers each time it is asked", () => {
    expect(train(0.5, 1)).toEqual(train(0.5, 1));
    const dropout = new Dropout({ p: 0.5, rng: createRng(1) });
    tf.tidy(() => {
      const [first, second] = [1, 2].map(() => dropout.forward(tf.ones([100]), { isTraining: true }).arraySync());
      expect(first).not.toEqual(second);
    });
  });

  it("drops all at 1, none at 0 and none outside training", () => {
    expect(train(1, 1).every((value) => value === 0)).toBe(true);
    expect(train(0, 1).every((value) => value === 2)).toBe(true);
    tf.tidy(() => {
      const x = tf.ones([3]);
      const same = new Dropout({ p: 1, rng: createRng(1) }).forward(x, { isTraining: false });
      expect(same.arraySync()).toEqual([1, 1, 1]);
      same.dispose();
      expect(x.isDisposed).toBe(false);
    });
  });

  it("lets the gradient through where it lets numbers through, and leaves no tensors behind", () => {
    const before = tf.memory().numTensors;
    const x = tf.ones([50]);
    const gradient = tf.grad((at) => new Dropout({ p: 0.5, rng: createRng(3) }).forward(at, { isTraining: true }))(x);
    const output = new Dropout({ p: 0.5, rng: createRng(3) }).forward(x, { isTraining: true });
    expect(gradient.arraySync()).toEqual(output.arraySync());
    tf.dispose([x, gradient, output]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("refuses what is no probability", () => {
    for (const p of [-0.1, 1.1, NaN]) {
      expect(() => new Dropout({ p, rng: createRng(1) })).toThrow(
        new RangeError(`p must be in [0, 1], got ${p}; 0.1 is usual`),
      );
    }
  });
});
