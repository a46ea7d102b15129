import { readFileSync } from "node:fs";
import { createRng } from "kernel-utils/core";
import { RNN, ready, tf } from "kernel-utils/nn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "./backends";
import { distance } from "./distance";

interface Golden {
  source: string;
  cases: {
    name: string;
    inputSize: number;
    hiddenSize: number;
    weightIh: number[][];
    weightHh: number[][];
    biasIh: number[];
    biasHh: number[];
    x: number[][] | number[][][];
    h0: number[][] | number[][][] | null;
    output: number[][] | number[][][];
    hn: number[][] | number[][][];
  }[];
}

// From torch.nn.RNN of torch 2.13.0: python test/nn/golden/rnn.py
const golden = JSON.parse(readFileSync(new URL("golden/rnn.json", import.meta.url), "utf8")) as Golden;

describe.each(backends)("RNN on %s", (backend) => {
  beforeAll(async () => {
    await ready({ backend });
  });

  it.each(golden.cases)(`agrees with ${golden.source}: $name`, (example) => {
    const { inputSize, hiddenSize, x, h0, output, hn, ...weights } = example;
    tf.tidy(() => {
      const rnn = new RNN({ inputSize, hiddenSize, rng: createRng(1) });
      const { weightIh, weightHh, biasIh, biasHh } = rnn.parameters;
      weightIh.assign(tf.tensor2d(weights.weightIh));
      weightHh.assign(tf.tensor2d(weights.weightHh));
      biasIh.assign(tf.tensor1d(weights.biasIh));
      biasHh.assign(tf.tensor1d(weights.biasHh));
      const result = rnn.forward(tf.tensor(x as number[][]), h0 ? tf.tensor(h0 as number[][]) : undefined);
      expect(distance(result.output, output)).toBeLessThanOrEqual(1e-5);
      expect(distance(result.hn, hn)).toBeLessThanOrEqual(1e-5);
      rnn.dispose();
    });
  });

  it("gives the course's shapes, and hn is the last row of output", () => {
    tf.tidy(() => {
      const rnn = new RNN({ inputSize: 32, hiddenSize: 64, rng: createRng(1) });
      const x = tf.randomNormal<tf.Rank.R2>([4, 32], 0, 1, "float32", 1);
      const { output, hn } = rnn.forward(x, tf.zeros([1, 64]));
      expect(output.shape).toEqual([4, 64]);
      expect(hn.shape).toEqual([1, 64]);
      expect(hn.arraySync()).toEqual(output.slice([3, 0], [1, 64]).arraySync());
      rnn.dispose();
    });
  });

  it("reads each sequence of a batch as it reads it alone", () => {
    tf.tidy(() => {
      const rnn = new RNN({ inputSize: 3, hiddenSize: 4, rng: createRng(2) });
      const sequences = [1, 2].map((seed) => tf.randomNormal<tf.Rank.R2>([5, 3], 0, 1, "float32", seed));
      const batch = rnn.forward(tf.stack(sequences) as tf.Tensor3D);
      for (const [i, sequence] of sequences.entries()) {
        const alone = rnn.forward(sequence);
        expect(
          distance(batch.output.slice([i, 0, 0], [1, 5, 4]).reshape([5, 4]), alone.output.arraySync()),
        ).toBeLessThanOrEqual(1e-6);
        expect(
          distance(batch.hn.slice([0, i, 0], [1, 1, 4]).reshape([1, 4]), alone.hn.arraySync()),
        ).toBeLessThanOrEqual(1e-6);
      }
      rnn.dispose();
    });
  });

  it("leaves no tensors behind", () => {
    const before = tf.memory().numTensors;
    const rnn = new RNN({ inputSize: 3, hiddenSize: 4, rng: createRng(3) });
    expect(tf.memory().numTensors).toBe(before + 4);
    const x = tf.ones<tf.Rank.R3>([2, 5, 3]);
    for (let i = 0; i < 3; i++) {
      const { output, hn } = rnn.forward(x);
      expect(tf.memory().numTensors).toBe(before + 7);
      tf.dispose([output, hn]);
    }
    x.dispose();
    rnn.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("RNN", () => {
  const rnn = new RNN({ inputSize: 3, hiddenSize: 4, rng: createRng(4) });
  afterAll(() => rnn.dispose());

  it("starts with weights within 1/sqrt(hiddenSize), the same for the same seed", () => {
    const [a, b] = [5, 5].map((seed) => new RNN({ inputSize: 20, hiddenSize: 25, rng: createRng(seed) }));
    const weightsOf = (each: RNN) => Object.values(each.parameters).map((variable) => Array.from(variable.dataSync()));
    expect(weightsOf(a!)).toEqual(weightsOf(b!));
    const all = weightsOf(a!).flat();
    expect(all).toHaveLength(20 * 25 + 25 * 25 + 25 + 25);
    expect(Math.max(...all)).toBeLessThanOrEqual(Math.fround(0.2));
    expect(Math.min(...all)).toBeGreaterThanOrEqual(Math.fround(-0.2));
    // A uniform distribution fills its range: that all 1175 draws stay below .18 has a probability of .95^1175 = 7e-27.
    expect(Math.max(...all)).toBeGreaterThan(0.18);
    a!.dispose();
    b!.dispose();
  });

  it.each([
    [[4, 2], undefined, "RNN: x must have shape [seqLen, 3]: axis 1 must be 3, got 2 in [4, 2]"],
    [[2, 4, 2], undefined, "RNN: x must have shape [batch, seqLen, 3]: axis 2 must be 3, got 2 in [2, 4, 2]"],
    [[0, 3], undefined, "RNN: x must have shape [seqLen, 3]: axis 0 must be >= 1 (seqLen), got 0 in [0, 3]"],
    [[3], undefined, "RNN: x must have shape [seqLen, 3], got [3]; reshape it"],
    [[4, 3], [1, 3], "RNN: h0 must have shape [1, 4]: axis 1 must be 4, got 3 in [1, 3]"],
    [[4, 3], [1, 1, 4], "RNN: h0 must have shape [1, 4], got [1, 1, 4]; reshape it"],
    [[2, 4, 3], [1, 1, 4], "RNN: h0 must have shape [1, 2, 4]: axis 1 must be 2, got 1 in [1, 1, 4]"],
  ])("refuses x %j with h0 %j", (x, h0, message) => {
    tf.tidy(() => {
      const zeros = (shape: number[]): tf.Tensor => tf.zeros(shape as [number]);
      const run = () => rnn.forward(zeros(x), h0 && zeros(h0));
      expect(run).toThrow(RangeError);
      expect(run).toThrow(message);
    });
  });

  it("refuses what is no tensor", () => {
    const run = () => rnn.forward([[1, 2, 3]] as unknown as tf.Tensor2D);
    expect(run).toThrow(new TypeError("RNN: x must be a tensor, got Array; make one with tf.tensor"));
  });

  it("refuses sizes that are no integers >= 1", () => {
    const make = (inputSize: number, hiddenSize: number) => () => new RNN({ inputSize, hiddenSize, rng: createRng(1) });
    expect(make(0, 4)).toThrow("inputSize must be an integer >= 1, got 0");
    expect(make(3, 1.5)).toThrow("hiddenSize must be an integer >= 1, got 1.5");
  });

  it("is of no use once disposed of", () => {
    const gone = new RNN({ inputSize: 3, hiddenSize: 4, rng: createRng(6) });
    gone.dispose();
    const x = tf.zeros<tf.Rank.R2>([2, 3]);
    expect(() => gone.forward(x)).toThrow("disposed");
    x.dispose();
  });
});
