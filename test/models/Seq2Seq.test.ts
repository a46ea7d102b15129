import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { createRng } from "kernel-utils/core";
import { pairBatches } from "kernel-utils/corpus";
import { beamSearch, greedy } from "kernel-utils/decode";
import { RnnLm, Seq2Seq, type Seq2SeqConfig } from "kernel-utils/models";
import { adamW, ready, tf, train } from "kernel-utils/nn";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

beforeAll(async () => {
  await ready({ backend: "wasm" });
});

const sizes = { sourceVocabSize: 6, targetVocabSize: 8, embedSize: 8, dropout: 0.1 };
const kinds: Seq2SeqConfig[] = [
  { kind: "rnn", hiddenSize: 6, ...sizes },
  { kind: "transformer", numHeads: 2, numLayers: 2, feedForwardSize: 12, ...sizes },
];
const make = (config: Seq2SeqConfig, seed = 1) => new Seq2Seq({ ...config, rng: createRng(seed) });
const [start, end] = [6, 7];

/** Words of 1 to 4 letters, to be written from the end. */
function reversals(num: number, rng: () => number) {
  return Array.from({ length: num }, () => {
    const source = Array.from({ length: 1 + Math.floor(4 * rng()) }, () => Math.floor(6 * rng()));
    return { source, target: [start, ...source.toReversed(), end] };
  });
}

describe.each(kinds)("a Seq2Seq of kind $kind", (config) => {
  it("says token by token what its loss says, whatever was asked before, and beside longer texts", () => {
    const model = make(config);
    const before = tf.memory().numTensors;
    const source = fc.array(fc.nat(5), { minLength: 1, maxLength: 5 });
    const target = fc.array(fc.nat(7), { minLength: 2, maxLength: 5 });
    const long = { source: [5, 4, 3, 2, 1, 0, 1], target: [6, 1, 1, 1, 1, 1, 1] };
    fc.assert(
      fc.property(fc.array(fc.record({ source, target }), { minLength: 1, maxLength: 3 }), (pairs) => {
        let [sum, numTokens] = [0, 0];
        for (const pair of pairs) {
          const nextLogits = model.nextLogits(pair.source);
          for (let i = pair.target.length - 1; i >= 1; i--) {
            sum -= logProb(nextLogits(pair.target.slice(0, i)), pair.target[i]!);
            numTokens++;
          }
        }
        const lossOf = (all: typeof pairs) => {
          const [batch] = pairBatches(all, { batchSize: all.length });
          const loss = tf.tidy(() => model.loss(batch!, { isTraining: false }).dataSync()[0]!);
          return loss * model.numTokens(batch!);
        };
        expect(lossOf(pairs)).toBeCloseTo(sum, 4);
        expect(lossOf([...pairs, long])).toBeCloseTo(sum + lossOf([long]), 3);
      }),
      { numRuns: 20 },
    );
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it("reads a target of any length", () => {
    const model = make(config);
    const target = Array.from({ length: 75 }, (_, i) => i % 8);
    const nextLogits = model.nextLogits([1, 2, 3]);
    const sum = target.slice(1).reduce((total, id, i) => total - logProb(nextLogits(target.slice(0, i + 1)), id), 0);
    const [batch] = pairBatches([{ source: [1, 2, 3], target }], { batchSize: 1 });
    expect(tf.tidy(() => model.loss(batch!, { isTraining: false }).dataSync()[0]! * 74)).toBeCloseTo(sum, 3);
    model.dispose();
  });

  it("gives nextLogits of the weights at that time, whatever it gave before", () => {
    const model = make(config);
    const logits = () => [...model.nextLogits([1, 2])([6, 3])];
    const before = logits();
    expect(logits()).toEqual(before);
    const old = model.nextLogits([1, 2]);
    tf.tidy(() => model.parameters["output.bias"]!.assign(tf.range(0, 8)));
    expect(logits()).not.toEqual(before);
    expect([...old([6, 3])]).toEqual(before);
    model.dispose();
  });

  it("learns to write words from the end, finds them by beam search, and leaves no tensors behind", async () => {
    const before = tf.memory().numTensors;
    const [rng, batchRng] = [createRng(5), createRng(6)];
    const model = make({
      ...config,
      embedSize: 24,
      dropout: 0,
      ...(config.kind === "rnn" && { hiddenSize: 32 }),
    } as Seq2SeqConfig);
    const pairs = reversals(400, rng);
    const batches = () => pairBatches(pairs, { batchSize: 32, rng: batchRng });
    const optimizer = adamW({ learningRate: 0.01 });
    await train({ model, batches, steps: 220, optimizer, clip: 1 });
    optimizer.dispose();
    const held = reversals(40, createRng(99));
    const search = { numBeams: 3, maxNewTokens: 8, stopTokens: [end] };
    const written = held.map(({ source }) => beamSearch(model.nextLogits(source), [start], search).best.ids);
    const right = written.filter((ids, i) => ids.join() === held[i]!.target.slice(1, -1).join());
    expect(right.length).toBeGreaterThanOrEqual(34);
    expect(greedy(model.nextLogits([0, 1, 2]), [start], search)).toEqual([2, 1, 0]);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("shows what it looks at: a share of the source for each token of the target, by layer and head", () => {
    const model = make(config);
    const [numLayers, numHeads] = config.kind === "rnn" ? [1, 1] : [2, 2];
    const before = tf.memory().numTensors;
    const weights = model.attention([1, 2, 3, 4], [6, 1, 2]);
    expect(weights).toHaveLength(numLayers);
    for (const layer of weights) {
      expect(layer).toHaveLength(numHeads!);
      expect(layer.map((head) => head.map((row) => row.length))).toEqual(layer.slice(0, numHeads).map(() => [4, 4, 4]));
      for (const row of layer.flat()) expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    }
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it("is the same again from its folder", async () => {
    const model = make(config, 3);
    await model.save(folder);
    const before = tf.memory().numTensors;
    const again = await Seq2Seq.load(folder);
    expect(again.config).toEqual(config);
    expect([...again.nextLogits([1, 2])([6, 1])]).toEqual([...model.nextLogits([1, 2])([6, 1])]);
    again.dispose();
    await expect(RnnLm.load(folder)).rejects.toThrow('must hold an RnnLm, got the architecture "Seq2Seq"');
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it("refuses texts that can't be", () => {
    const model = make(config);
    expect(() => model.nextLogits([])).toThrow("source must not be empty, got []");
    expect(() => model.nextLogits([6])).toThrow("Embedding: ids must be in [0, 5], got 6 at position 0");
    expect(() => model.nextLogits([1])([])).toThrow("ids must not be empty");
    expect(() => model.nextLogits([1])([8])).toThrow("ids[0] must be an integer in [0, 7], got 8");
    expect(() => model.attention([1], [])).toThrow("target must not be empty");
    model.dispose();
  });
});

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "seq2seq-"))));
afterEach(() => rmSync(folder, { recursive: true }));

describe("Seq2Seq", () => {
  it.each([
    [{ ...kinds[0], kind: "cnn" }, 'kind must be one of rnn, transformer, got "cnn"'],
    [{ ...kinds[0], hiddenSize: 7 }, "hiddenSize must be even, got 7; each way takes half"],
    [{ ...kinds[0], hiddenSize: 0 }, "hiddenSize must be an integer >= 2, got 0"],
    [{ ...kinds[0], sourceVocabSize: 0 }, "vocabSize must be an integer >= 1, got 0"],
    [{ ...kinds[1], numHeads: 3 }, "numHeads must divide embedSize 8, got 3"],
    [{ ...kinds[1], numLayers: 0 }, "numLayers must be an integer >= 1, got 0"],
  ])("refuses %j", (config, message) => {
    expect(() => make(config as Seq2SeqConfig)).toThrow(message);
  });

  it("refuses another model's folder", async () => {
    const model = new RnnLm({ vocabSize: 2, embedSize: 2, hiddenSize: 2, rng: createRng(1) });
    await model.save(folder);
    await expect(Seq2Seq.load(folder)).rejects.toThrow('must hold a Seq2Seq, got the architecture "RnnLm"');
    model.dispose();
  });
});

function logProb(logits: Float32Array, id: number): number {
  const max = Math.max(...logits);
  return logits[id]! - max - Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - max), 0));
}
