import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { createRng } from "kernel-utils/core";
import { windowBatches } from "kernel-utils/corpus";
import { beamSearch, greedy } from "kernel-utils/decode";
import { Gpt, type GptConfig, RnnLm } from "kernel-utils/models";
import { adamW, ready, tf, train } from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await ready({ backend: "wasm" });
});

const sizes = { vocabSize: 7, maxSeqLen: 9, embedSize: 12, numHeads: 3, numLayers: 2, dropout: 0.1 };
const make = (config: Partial<GptConfig> = {}, seed = 1) => new Gpt({ ...sizes, ...config, rng: createRng(seed) });

describe("Gpt", () => {
  it.each([
    {},
    { embedSize: 9, numLayers: 1 }, // heads of 3
    { embedSize: 5, numHeads: 1, vocabSize: 40 },
    { embedSize: 40, numHeads: 2, numLayers: 3 },
  ])("says the same token by token as of the whole text, whatever was asked before: %j", (config) => {
    const model = make(config);
    // Embeddings of a trained size: a new model's logits are all but equal.
    for (const name of ["tokens.weight", "positions.weight"]) {
      tf.tidy(() => model.parameters[name]!.assign(model.parameters[name]!.mul(10)));
    }
    const nextLogits = model.nextLogits();
    const before = tf.memory().numTensors;
    fc.assert(
      fc.property(fc.array(fc.nat(6), { minLength: 1, maxLength: 9 }), (ids) => {
        const ours = nextLogits(ids);
        const whole = tf.tidy(() => {
          const { logits } = model.forward(tf.tensor2d([ids], undefined, "int32"));
          return [...logits.slice([0, ids.length - 1], [1, 1]).dataSync()];
        });
        for (const [i, logit] of whole.entries()) expect(ours[i]).toBeCloseTo(logit, 4);
      }),
      { numRuns: 30 },
    );
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it("starts all but sure of nothing, learns to count, and leaves no tensors behind", async () => {
    const before = tf.memory().numTensors;
    const model = make({ embedSize: 24 });
    const text = Array.from({ length: 100 }, (_, i) => i % 7);
    const batches = windowBatches(text, { batchSize: 4, length: 8, rng: createRng(3) });
    const optimizer = adamW({ learningRate: 0.01 });
    const { losses } = await train({ model, batches, steps: 60, optimizer, clip: 1 });
    expect(Math.abs(losses[0]! - Math.log(7))).toBeLessThan(0.1);
    expect(losses.at(-1)).toBeLessThan(0.3 * losses[0]!);
    const nextLogits = model.nextLogits();
    optimizer.dispose();
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(greedy(nextLogits, [3, 4], { maxNewTokens: 5 })).toEqual([5, 6, 0, 1, 2]);
    expect(beamSearch(nextLogits, [3, 4], { numBeams: 3, maxNewTokens: 5 }).best.ids).toEqual([5, 6, 0, 1, 2]);
  });

  it("shows what its heads look at: never at what comes later", () => {
    const model = make();
    tf.tidy(() => {
      const { weights } = model.forward(tf.tensor2d([[1, 2, 3]], undefined, "int32"));
      expect(weights.map(({ shape }) => shape)).toEqual([
        [1, 3, 3, 3],
        [1, 3, 3, 3],
      ]);
      const [[first]] = weights[0]!.arraySync() as [number[][][]];
      expect([first![0]![0], first![0]![1], first![1]![2]]).toEqual([1, 0, 0]);
    });
    model.dispose();
  });

  it("is the same again from its folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "gpt-"));
    try {
      const model = make({}, 3);
      await model.save(folder);
      const before = tf.memory().numTensors;
      const again = await Gpt.load(folder);
      expect(again.config).toEqual(model.config);
      expect([...again.nextLogits()([1, 2])]).toEqual([...model.nextLogits()([1, 2])]);
      again.dispose();
      const other = new RnnLm({ vocabSize: 2, embedSize: 2, hiddenSize: 2, rng: createRng(1) });
      await other.save(folder);
      await expect(Gpt.load(folder)).rejects.toThrow('must hold a Gpt, got the architecture "RnnLm"');
      other.dispose();
      expect(tf.memory().numTensors).toBe(before);
      model.dispose();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    [{ vocabSize: 0 }, "vocabSize must be an integer >= 1, got 0"],
    [{ maxSeqLen: 0 }, "maxSeqLen must be an integer >= 1, got 0"],
    [{ numHeads: 5 }, "numHeads must divide embedSize 12, got 5"],
    [{ numLayers: 0 }, "numLayers must be an integer >= 1, got 0"],
    [{ dropout: -1 }, "p must be in [0, 1], got -1"],
  ])("refuses %j", (config, message) => {
    expect(() => make(config)).toThrow(message);
  });

  it("refuses texts that can't be", () => {
    const model = make({ maxSeqLen: 3 });
    const nextLogits = model.nextLogits();
    expect(() => nextLogits([])).toThrow("ids must not be empty");
    expect(() => nextLogits([7])).toThrow("ids[0] must be an integer in [0, 6], got 7");
    expect(() => nextLogits([1, 2, 3, 4])).toThrow("ids.length must be an integer in [1, 3], got 4");
    tf.tidy(() => {
      expect(() => model.forward(tf.zeros([1, 4], "int32"))).toThrow("seqLen must be an integer in [1, 3], got 4");
    });
    model.dispose();
  });
});
