import * as fc from "fast-check";
import { createRng } from "kernel-utils/core";
import { MultiHeadAttention, ready, tf } from "kernel-utils/nn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { distance } from "./distance";
import { gradientError } from "./gradientError";

const attention = new MultiHeadAttention({ embedSize: 6, numHeads: 3, rng: createRng(1) });
const random = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, "float32", seed);
const lengthAndSeed = [fc.integer({ min: 2, max: 7 }), fc.integer({ min: 1, max: 1000 })] as const;

beforeAll(async () => {
  await ready({ backend: "wasm" });
});
afterAll(() => attention.dispose());

describe("MultiHeadAttention", () => {
  it("without positions, moves its output as its input is moved", () => {
    const law = fc.property(...lengthAndSeed, (length, seed) =>
      tf.tidy(() => {
        const x = random([length, 6], seed);
        const order = tf.tensor1d(Array.from({ length }, (_, i) => (i + seed) % length).toReversed(), "int32");
        const moved = attention.forward(tf.gather(x, order)).output;
        expect(distance(moved, tf.gather(attention.forward(x).output, order).arraySync())).toBeLessThan(1e-5);
      }),
    );
    fc.assert(law, { numRuns: 20 });
  });

  it("causal, gives the tokens so far what it gives them when more follow", () => {
    const law = fc.property(...lengthAndSeed, (length, seed) =>
      tf.tidy(() => {
        const x = random([length, 6], seed);
        const all = attention.forward(x, { isCausal: true });
        const first = attention.forward(x.slice([0, 0], [length - 1, 6]), { isCausal: true });
        expect(distance(all.output.slice([0, 0], [length - 1, 6]), first.output.arraySync())).toBeLessThan(1e-6);
        const later = all.weights.mul(tf.linalg.bandPart(tf.ones([length, length]), -1, 0).sub(1)).sum();
        expect(later.dataSync()[0]).toBeCloseTo(0, 12);
      }),
    );
    fc.assert(law, { numRuns: 20 });
  });

  it("gives a padded sentence what it gives the sentence alone, whatever the padding is", () => {
    const law = fc.property(...lengthAndSeed, fc.integer({ min: 1, max: 4 }), (length, seed, padding) =>
      tf.tidy(() => {
        const sentence = random([length, 6], seed);
        const padded = sentence.concat(random([padding, 6], seed + 1).mul(100), 0);
        const paddingMask = tf.tensor1d([...Array(length).fill(false), ...Array(padding).fill(true)], "bool");
        const { output, weights } = attention.forward(padded, { paddingMask });
        expect(
          distance(output.slice([0, 0], [length, 6]), attention.forward(sentence).output.arraySync()),
        ).toBeLessThan(1e-5);
        expect(weights.slice([0, 0, length], [3, -1, padding]).max().dataSync()[0]).toBe(0);
      }),
    );
    fc.assert(law, { numRuns: 20 });
  });

  it("gives weights that sum to 1, also to a query that may look at no key", () => {
    tf.tidy(() => {
      const paddingMask = tf.ones([2, 5], "bool");
      const { weights, output } = attention.forward(random([2, 5, 6], 1), { paddingMask });
      expect(weights.shape).toEqual([2, 3, 5, 5]);
      expect(distance(weights, tf.ones([2, 3, 5, 5]).div(5).arraySync() as number[])).toBeLessThan(1e-6);
      expect(output.isNaN().any().dataSync()[0]).toBe(0);
    });
  });

  it("has the gradient that finite differences have, masks and all", () => {
    tf.tidy(() => {
      const upstream = random([2, 3, 6], 1);
      const paddingMask = tf.tensor2d([0, 0, 1, 0, 0, 0], [2, 3], "bool");
      const loss = (x: tf.Tensor) => attention.forward(x, { isCausal: true, paddingMask }).output.mul(upstream).sum();
      expect(gradientError(loss, random([2, 3, 6], 2))).toBeLessThan(2e-3);
    });
  });

  it.each(["cpu", "wasm"] as const)("gives the same output without weights as with them, on %s", async (backend) => {
    await ready({ backend });
    tf.tidy(() => {
      const [x, memory] = [random([2, 5, 6], 1), random([2, 3, 6], 2)];
      for (const options of [{}, { isCausal: true }, { key: memory }, { key: memory, value: random([2, 3, 6], 3) }]) {
        const { output, ...rest } = attention.forward(x, { ...options, needWeights: false });
        expect(rest).toEqual({});
        expect(distance(output, attention.forward(x, options).output.arraySync())).toBeLessThan(1e-5);
      }
    });
    await ready({ backend: "wasm" });
  });

  it("starts as PyTorch's does: uniform in ±sqrt(6 / 4 embed) and ±1/sqrt(embed), biases 0", () => {
    const large = new MultiHeadAttention({ embedSize: 24, numHeads: 2, rng: createRng(2) });
    const { inProjWeight, outProjWeight, inProjBias, outProjBias } = large.parameters;
    // Of 1728 and 576 uniform draws the largest lies within 5 % of the bound but with probability .95^576 = 1e-13.
    const largest = (x: tf.Tensor) => Math.max(...x.dataSync().map(Math.abs));
    for (const [weight, bound] of [
      [inProjWeight, 0.25],
      [outProjWeight, 1 / Math.sqrt(24)],
    ] as const) {
      expect(largest(weight)).toBeLessThanOrEqual(Math.fround(bound));
      expect(largest(weight)).toBeGreaterThan(0.95 * bound);
    }
    expect([largest(inProjBias), largest(outProjBias)]).toEqual([0, 0]);
    large.dispose();
  });

  it("refuses heads that don't divide the size", () => {
    const make = (embedSize: number, numHeads: number) => () =>
      new MultiHeadAttention({ embedSize, numHeads, rng: createRng(1) });
    expect(make(6, 4)).toThrow(
      new RangeError("numHeads must divide embedSize 6, got 4; each head takes an equal part"),
    );
    expect(make(0, 1)).toThrow("embedSize must be an integer >= 1, got 0");
    expect(make(6, 0)).toThrow("numHeads must be an integer >= 1, got 0");
  });

  it.each([
    [{ query: [4, 5] }, "query must have shape [queryLen, 6]: axis 1 must be 6, got 5 in [4, 5]"],
    [{ query: [2, 4, 5] }, "query must have shape [batch, queryLen, 6]: axis 2 must be 6, got 5 in [2, 4, 5]"],
    [{ query: [2, 4, 6], key: [3, 4, 6] }, "key must have shape [2, keyLen, 6]: axis 0 must be 2, got 3 in [3, 4, 6]"],
    [{ query: [4, 6], key: [5, 6], value: [4, 6] }, "value must have shape [5, 6]: axis 0 must be 5, got 4 in [4, 6]"],
    [{ query: [4, 6], paddingMask: [3] }, "paddingMask must have shape [4]: axis 0 must be 4, got 3 in [3]"],
    [{ query: [2, 4, 6], paddingMask: [4] }, "paddingMask must have shape [2, 4], got [4]; reshape it"],
  ])("refuses %j", (shapes, message) => {
    tf.tidy(() => {
      const { query, ...rest } = Object.fromEntries(
        Object.entries(shapes).map(([name, shape]) => [
          name,
          tf.zeros(shape, name === "paddingMask" ? "bool" : "float32"),
        ]),
      );
      const run = () => attention.forward(query!, rest);
      expect(run).toThrow(RangeError);
      expect(run).toThrow(`MultiHeadAttention: ${message}`);
    });
  });

  it("refuses a mask of another dtype", () => {
    tf.tidy(() => {
      const run = () => attention.forward(tf.zeros([4, 6]), { paddingMask: tf.zeros([4]) });
      expect(run).toThrow(TypeError);
      expect(run).toThrow("MultiHeadAttention: paddingMask must have dtype bool, got float32; use x.toBool()");
    });
  });
});
