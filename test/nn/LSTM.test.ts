import { createRng } from "kernel-utils/core";
import { GRU, LSTM, tf } from "kernel-utils/nn";
import { afterAll, describe, expect, it } from "vitest";

const sizes = { inputSize: 3, hiddenSize: 4 };
const lstm = new LSTM({ ...sizes, rng: createRng(1) });
const gru = new GRU({ ...sizes, rng: createRng(1) });
afterAll(() => tf.dispose([{ ...lstm.parameters }, { ...gru.parameters }]));

describe("LSTM and GRU", () => {
  it("start with weights within 1/sqrt(hiddenSize)", () => {
    for (const { parameters } of [lstm, gru]) {
      const all = Object.values(parameters).flatMap((variable) => Array.from(variable.dataSync()));
      expect(Math.max(...all.map(Math.abs))).toBeLessThanOrEqual(0.5);
      // Of at least 108 draws; that all stay below .4 has a probability of .8^108 = 3e-11.
      expect(Math.max(...all.map(Math.abs))).toBeGreaterThan(0.4);
    }
  });

  it("refuse what doesn't fit, by name", () => {
    tf.tidy(() => {
      const x = tf.zeros<tf.Rank.R3>([2, 5, 3]);
      const right = tf.zeros<tf.Rank.R3>([1, 2, 4]);
      const wrong = tf.zeros<tf.Rank.R3>([1, 1, 4]);
      const rule = "must have shape [1, 2, 4]: axis 1 must be 2, got 1 in [1, 1, 4]";
      expect(() => lstm.forward(x, { h0: wrong, c0: right })).toThrow(new RangeError(`LSTM: h0 ${rule}`));
      expect(() => lstm.forward(x, { h0: right, c0: wrong })).toThrow(new RangeError(`LSTM: c0 ${rule}`));
      expect(() => gru.forward(x, wrong)).toThrow(new RangeError(`GRU: h0 ${rule}`));
      const other = "x must have shape [seqLen, 3]: axis 1 must be 3, got 2 in [5, 2]";
      expect(() => lstm.forward(tf.zeros<tf.Rank.R2>([5, 2]))).toThrow(`LSTM: ${other}`);
      expect(() => gru.forward(tf.zeros<tf.Rank.R2>([5, 2]))).toThrow(`GRU: ${other}`);
    });
  });

  it("refuse sizes that are no integers >= 1", () => {
    expect(() => new LSTM({ inputSize: 0, hiddenSize: 4, rng: createRng(1) })).toThrow("inputSize must be an integer");
    expect(() => new GRU({ inputSize: 3, hiddenSize: 0, rng: createRng(1) })).toThrow("hiddenSize must be an integer");
  });
});
