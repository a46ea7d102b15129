import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { createRng } from "kernel-utils/core";
import { sentenceBatches, windowBatches } from "kernel-utils/corpus";
import { beamSearch, generate } from "kernel-utils/decode";
import { RnnLm, type RnnLmConfig } from "kernel-utils/models";
import { adamW, ready, tf, train } from "kernel-utils/nn";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { distance } from "../nn/distance";

beforeAll(async () => {
  await ready({ backend: "wasm" });
});

const sizes = { vocabSize: 7, embedSize: 5, hiddenSize: 5 };
const make = (config: Partial<RnnLmConfig> = {}, seed = 1) => new RnnLm({ ...sizes, ...config, rng: createRng(seed) });
const kinds: Partial<RnnLmConfig>[] = [
  { cell: "RNN", embedSize: 3 },
  { cell: "GRU", numLayers: 2 },
  { cell: "LSTM", hiddenSize: 6, numLayers: 3, dropout: 0.5 },
  { isTied: true },
];

describe.each(kinds)("an RnnLm of %j", (config) => {
  it("says the same token by token as of the whole text, whatever was asked before", () => {
    const model = make(config);
    const nextLogits = model.nextLogits();
    const text = fc.array(fc.nat(6), { minLength: 1, maxLength: 9 });
    const before = tf.memory().numTensors;
    fc.assert(
      fc.property(text, (ids) => {
        const ours = nextLogits(ids);
        const [whole] = tf.tidy(() => {
          const all = model.forward(tf.tensor2d([ids], undefined, "int32")).logits;
          return [
            all
              .slice([0, ids.length - 1], [1, 1])
              .reshape([7])
              .arraySync() as number[],
          ];
        });
        for (const [i, logit] of whole!.entries()) expect(ours[i]).toBeCloseTo(logit, 5);
      }),
      { numRuns: 30 },
    );
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it("learns to count, and leaves no tensors behind", async () => {
    const before = tf.memory().numTensors;
    const model = make({ ...config, hiddenSize: 12, embedSize: 12 });
    const text = Array.from({ length: 100 }, (_, i) => i % 7);
    const batches = windowBatches(text, { batchSize: 4, length: 8, rng: createRng(3) });
    const optimizer = adamW({ learningRate: 0.03 });
    const { losses } = await train({ model, batches, steps: 80, optimizer });
    expect(losses[0]).toBeGreaterThan(1.5);
    expect(losses.at(-1)).toBeLessThan(0.5 * losses[0]!);
    const nextLogits = model.nextLogits();
    optimizer.dispose();
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
    const { best } = beamSearch(nextLogits, [3, 4], { numBeams: 3, maxNewTokens: 5 });
    expect(best.ids).toEqual([5, 6, 0, 1, 2]);
  });
});

describe("RnnLm", () => {
  it("has one array of weights for both ends when they are tied", () => {
    const [tied, untied] = [make({ isTied: true }), make()];
    expect(Object.keys(tied.parameters)).toEqual([
      "embedding.weight",
      "layers.0.weightIh",
      "layers.0.weightHh",
      "layers.0.biasIh",
      "layers.0.biasHh",
      "output.bias",
    ]);
    expect(Object.keys(untied.parameters)).toContain("output.weight");
    tied.dispose();
    untied.dispose();
  });

  it("has of sentences the mean loss of their tokens, whatever fills the shorter ones", () => {
    const model = make();
    const sentences = [
      [1, 2, 3, 4],
      [5, 6],
      [0, 1, 0],
    ];
    const lossOf = (rows: number[][], padId: number) => {
      const [batch] = sentenceBatches(rows, { batchSize: rows.length, padId });
      const loss = tf.tidy(() => model.loss(batch!, { isTraining: false }).dataSync()[0]!);
      return { loss, numTokens: model.numTokens(batch!) };
    };
    const alone = sentences.map((sentence) => lossOf([sentence], 0));
    const sum = alone.reduce((total, { loss, numTokens }) => total + loss * numTokens, 0);
    for (const padId of [0, 6]) {
      const { loss, numTokens } = lossOf(sentences, padId);
      expect(numTokens).toBe(6);
      expect(loss).toBeCloseTo(sum / 6, 5);
    }
    model.dispose();
  });

  it("gives nextLogits of the weights at that time", () => {
    const model = make();
    const nextLogits = model.nextLogits();
    const before = [...nextLogits([1])];
    tf.tidy(() => model.parameters["output.bias"]!.assign(tf.ones([7])));
    expect([...nextLogits([2, 1])]).not.toEqual(before);
    expect([...nextLogits([1])]).toEqual(before);
    expect([...model.nextLogits()([1])]).not.toEqual(before);
    model.dispose();
  });

  it("drops in training only", () => {
    const model = make({ dropout: 0.5 });
    const [batch] = windowBatches([1, 2, 3, 4, 5], { batchSize: 2, length: 4, rng: createRng(1) });
    const loss = (isTraining: boolean) => tf.tidy(() => model.loss(batch!, { isTraining }).dataSync()[0]!);
    expect(loss(false)).toBe(loss(false));
    expect(loss(true)).not.toBe(loss(true));
    model.dispose();
  });

  it.each([
    [{ vocabSize: 0 }, "vocabSize must be an integer >= 1, got 0"],
    [{ embedSize: 0.5 }, "embedSize must be an integer >= 1, got 0.5"],
    [{ hiddenSize: 0 }, "hiddenSize must be an integer >= 1, got 0"],
    [{ numLayers: 0 }, "numLayers must be an integer >= 1, got 0"],
    [{ cell: "toString" as never }, 'cell must be one of RNN, GRU, LSTM, got "toString"'],
    [{ dropout: 2 }, "p must be in [0, 1], got 2"],
    [{ embedSize: 4, isTied: true }, "embedSize must be hiddenSize 5 for tied weights, got 4"],
  ])("refuses %j", (config, message) => {
    expect(() => make(config)).toThrow(new RegExp(message.replaceAll(/[[\]]/g, String.raw`\$&`)));
  });

  it("refuses texts and sentences that can't be", () => {
    const model = make();
    const nextLogits = model.nextLogits();
    expect(() => nextLogits([])).toThrow("ids must not be empty, got []; begin with the token that starts a text");
    expect(() => nextLogits([1, 7])).toThrow("ids[1] must be an integer in [0, 6], got 7");
    const [batch] = sentenceBatches([[1]], { batchSize: 1, padId: 0 });
    expect(() => model.loss(batch!, { isTraining: false })).toThrow("sentences must have 2 ids or more, got 1");
    model.dispose();
  });
});

describe("a folder of an RnnLm", () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "rnn-lm-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each(kinds)("of %j gives the same model again, bit for bit", async (config) => {
    const model = make(config, 5);
    const path = join(folder, "deep");
    await model.save(path);
    expect(readdirSync(path).toSorted()).toEqual(["config.json", "model.safetensors"]);
    const before = tf.memory().numTensors;
    const again = await RnnLm.load(path);
    expect(again.config).toEqual(model.config);
    expect(tf.memory().numTensors).toBe(before + Object.keys(model.parameters).length);
    for (const [name, parameter] of Object.entries(model.parameters)) {
      expect(distance(again.parameters[name]!, parameter.arraySync() as number[])).toBe(0);
    }
    const options = { maxNewTokens: 5, rng: createRng(1) };
    const text = generate(model.nextLogits(), [1], options);
    expect(generate(again.nextLogits(), [1], { ...options, rng: createRng(1) })).toEqual(text);
    again.dispose();
    model.dispose();
  });

  it("that isn't one is refused, and leaves no tensors behind", async () => {
    const model = make();
    await model.save(folder);
    const before = tf.memory().numTensors;
    const path = join(folder, "config.json");
    const config = JSON.parse(readFileSync(path, "utf8")) as object;
    const load = (changed: unknown) => {
      writeFileSync(path, typeof changed === "string" ? changed : JSON.stringify(changed));
      return RnnLm.load(folder);
    };
    await expect(load({ ...config, architectures: ["Gpt"] })).rejects.toThrow(
      `${folder} must hold an RnnLm, got the architecture "Gpt"`,
    );
    await expect(load({ ...config, architectures: [] })).rejects.toThrow(`${path} must name its architecture`);
    await expect(load({ ...config, hiddenSize: 4 })).rejects.toThrow(
      "layers.0.weightIh must have shape [16, 5], got [20, 5]; is it another model's file?",
    );
    await expect(load({ ...config, numLayers: 2 })).rejects.toThrow(
      "layers.1.weightIh must have shape [20, 5], got none",
    );
    await expect(load({ ...config, isTied: true })).rejects.toThrow(
      "got output.weight too; is it another model's file?",
    );
    await expect(load({ architectures: ["RnnLm"] })).rejects.toThrow("must be a number, got undefined");
    await expect(load("[")).rejects.toThrow(`${path} must be JSON`);
    await expect(load("5")).rejects.toThrow(`${path} must hold an object, got 5`);
    const none = join(folder, "none");
    await expect(RnnLm.load(none)).rejects.toThrow(
      `${none} must hold config.json and model.safetensors, got no config.json that can be read (ENOENT: no such file`,
    );
    writeFileSync(path, JSON.stringify(config));
    const weights = join(folder, "model.safetensors");
    writeFileSync(weights, readFileSync(weights).subarray(0, 100));
    await expect(RnnLm.load(folder)).rejects.toThrow(`${weights}: bytes must be a safetensors file, but its header of`);
    rmSync(weights);
    await expect(RnnLm.load(folder)).rejects.toThrow("got no model.safetensors that can be read (ENOENT");
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });
});
