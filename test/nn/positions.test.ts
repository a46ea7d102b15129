import { readFileSync } from "node:fs";
import { createRng } from "kernel-utils/core";
import { LearnedPositions, ready, rotaryPositions, sinusoidalPositions, tf } from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";
import { backends } from "./backends";
import { type Nested, distance } from "./distance";

// From the rotary positions of Hugging Face's Llama: python test/nn/golden/rotary.py
const golden = JSON.parse(readFileSync(new URL("golden/rotary.json", import.meta.url), "utf8")) as {
  source: string;
  offset: number;
  x: Nested;
  output: Nested;
  upstream: Nested;
  gradient: Nested;
};
const asTensor = (values: Nested) => tf.tensor(values as number[]);

describe.each(backends)("positions on %s", (backend) => {
  beforeAll(async () => {
    await ready({ backend });
  });

  it("sinusoidal, are the paper's waves", () => {
    tf.tidy(() => {
      // Angles p / 10000^(0/4) = p and p / 10000^(2/4) = p / 100.
      const expected = [0, 1, 2].map((p) => [Math.sin(p), Math.cos(p), Math.sin(p / 100), Math.cos(p / 100)]);
      expect(distance(sinusoidalPositions({ seqLen: 3, embedSize: 4 }), expected)).toBeLessThan(1e-7);
      expect(sinusoidalPositions({ seqLen: 3, embedSize: 5 }).shape).toEqual([3, 5]);
    });
  });

  it("sinusoidal, have products that only the distance decides", () => {
    tf.tidy(() => {
      const positions = sinusoidalPositions({ seqLen: 40, embedSize: 8 });
      const products = positions.matMul(positions, false, true).arraySync() as number[][];
      for (let i = 0; i < 30; i++) expect(products[i]![i + 10]).toBeCloseTo(products[0]![10]!, 5);
    });
  });

  it(`rotary, agree with ${golden.source}, forward and backward`, () => {
    tf.tidy(() => {
      const turn = (x: tf.Tensor) => rotaryPositions(x, { offset: golden.offset });
      expect(distance(turn(asTensor(golden.x)), golden.output)).toBeLessThanOrEqual(1e-5);
      const gradient = tf.grad((x) => turn(x).mul(asTensor(golden.upstream)).sum())(asTensor(golden.x));
      expect(distance(gradient, golden.gradient)).toBeLessThanOrEqual(1e-5);
    });
  });

  it("rotary, leave lengths alone, and products to the distance", () => {
    tf.tidy(() => {
      const [q, k] = [1, 2].map((seed) => tf.randomNormal([1, 6], 0, 1, "float32", seed));
      const at = (x: tf.Tensor, offset: number) => rotaryPositions(x, { offset });
      const product = (i: number, j: number) => at(q!, i).mul(at(k!, j)).sum().dataSync()[0]!;
      expect(product(9, 4)).toBeCloseTo(product(5, 0), 5);
      expect(Math.abs(product(9, 4) - product(9, 5))).toBeGreaterThan(1e-3);
      expect(at(q!, 9).norm().dataSync()[0]).toBeCloseTo(q!.norm().dataSync()[0]!, 5);
    });
  });

  it("learned, are rows of the weight, and learn where they were used", () => {
    const before = tf.memory().numTensors;
    const positions = new LearnedPositions({ maxSeqLen: 5, embedSize: 3, rng: createRng(1) });
    const { weight } = positions.parameters;
    tf.tidy(() => {
      const rows = weight.arraySync();
      expect(positions.forward(2, { offset: 3 }).arraySync()).toEqual(rows.slice(3));
      const { grads } = tf.variableGrads(() => positions.forward(2, { offset: 1 }).sum().asScalar());
      expect(
        distance(
          grads[weight.name]!,
          [0, 1, 1, 0, 0].map((each) => [each, each, each]),
        ),
      ).toBe(0);
    });
    positions.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("positions", () => {
  it("refuse sizes that don't fit", () => {
    expect(() => sinusoidalPositions({ seqLen: 0, embedSize: 4 })).toThrow("seqLen must be an integer >= 1, got 0");
    expect(() => sinusoidalPositions({ seqLen: 4, embedSize: 0 })).toThrow("embedSize must be an integer >= 1, got 0");
    const make = (maxSeqLen: number, embedSize: number) =>
      new LearnedPositions({ maxSeqLen, embedSize, rng: createRng(1) });
    expect(() => make(0, 3)).toThrow("maxSeqLen must be an integer >= 1, got 0");
    expect(() => make(5, 0)).toThrow("embedSize must be an integer >= 1, got 0");
    const positions = make(5, 3);
    expect(() => positions.forward(6)).toThrow("seqLen must be an integer in [1, 5], got 6");
    expect(() => positions.forward(3, { offset: 3 })).toThrow("seqLen must be an integer in [1, 2], got 3");
    expect(() => positions.forward(1, { offset: 5 })).toThrow("offset must be an integer in [0, 4], got 5");
    positions.dispose();
    tf.tidy(() => {
      const odd = "rotaryPositions: headSize must be even, got 3; its numbers are turned in pairs";
      expect(() => rotaryPositions(tf.zeros([4, 3]))).toThrow(new RangeError(odd));
      expect(() => rotaryPositions(tf.zeros([4]))).toThrow(
        "rotaryPositions: x must have shape [..., seqLen, headSize]",
      );
      expect(() => rotaryPositions(tf.zeros([4, 2]), { offset: -1 })).toThrow("offset must be an integer >= 0, got -1");
    });
  });
});
