import { afterEach, describe, expect, it } from "vitest";
import { createRng } from "kernel-utils/core";
import { shuffled } from "kernel-utils/corpus";
import { skipGram, type SkipGramStep, trainSkipGram, wordVectors } from "kernel-utils/vectors";
import { learnPair } from "../../kernel-utils/src/vectors/skipGram";
import { wordSampler } from "../../kernel-utils/src/vectors/wordSampler";

const filled = (seed: number) => {
  const model = skipGram({ vocabSize: 6, dimensions: 4, seed });
  const rng = createRng(seed);
  for (const matrix of [model.input, model.output]) matrix.set(matrix.map(() => rng() - 0.5));
  return model;
};

describe("learnPair", () => {
  const scratch = new Float32Array(4);
  const lossOf = (model: ReturnType<typeof filled>) => learnPair(model, 1, 2, [3, 4, 3], 0, scratch);

  it("steps against the gradient, as finite differences give it", () => {
    const before = filled(1);
    const after = filled(1);
    const rate = 1e-3;
    learnPair(after, 1, 2, [3, 4], rate, scratch);
    const loss = (model: typeof before) => learnPair(model, 1, 2, [3, 4], 0, scratch);
    for (const name of ["input", "output"] as const) {
      for (let i = 0; i < before[name].length; i++) {
        const [up, down] = [filled(1), filled(1)];
        up[name][i]! += 1e-2;
        down[name][i]! -= 1e-2;
        const gradient = (loss(up) - loss(down)) / (up[name][i]! - down[name][i]!);
        const step = (after[name][i]! - before[name][i]!) / rate;
        expect(step).toBeCloseTo(-gradient, 3);
      }
    }
  });

  it("changes nothing at rate 0, and lowers the loss at another", () => {
    const model = filled(2);
    const first = lossOf(model);
    expect(lossOf(model)).toBe(first);
    for (let i = 0; i < 50; i++) learnPair(model, 1, 2, [3, 4, 3], 0.1, scratch);
    expect(lossOf(model)).toBeLessThan(first / 2);
  });
});

describe("trainSkipGram", () => {
  // Two topics of ten words, which never meet: words of a topic must end up close.
  const topics = [...Array(400).keys()].map((i) => {
    const words = shuffled([...Array(10).keys()], createRng(i)).slice(0, 6);
    return words.map((word) => word + 10 * (i % 2));
  });
  const newModel = () => skipGram({ vocabSize: 20, dimensions: 8, seed: 1 });
  const names = [...Array(20).keys()].map(String);

  it("puts words with the same neighbours side by side", async () => {
    const model = newModel();
    const steps: SkipGramStep[] = [];
    await trainSkipGram(model, topics, {
      seed: 1,
      epochs: 5,
      learningRate: 0.1,
      subsample: 0,
      onStep: (step) => steps.push(step),
    });
    const vectors = wordVectors(names, model.input);
    for (const name of names) {
      const isSecond = Number(name) >= 10;
      for (const { word } of vectors.nearest(name, 9)) expect(Number(word) >= 10).toBe(isSecond);
    }
    expect(steps.at(-1)?.done).toBe(1);
  });

  it("gives the same from the same seed", async () => {
    const models = [newModel(), newModel(), newModel()];
    await Promise.all(models.map((model, i) => trainSkipGram(model, topics, { seed: i < 2 ? 1 : 2 })));
    expect(models[0]).toEqual(models[1]);
    expect(models[0]).not.toEqual(models[2]);
  });

  describe("in a cell that is stopped", () => {
    const api = Symbol.for("next-token-kernel.api");
    const world = globalThis as { [key: symbol]: unknown };
    afterEach(() => delete world[api]);

    it("ends, and what it has learned stays", async () => {
      const controller = new AbortController();
      world[api] = { cell: { signal: controller.signal } };
      const model = newModel();
      const reason = new Error("stopped");
      const onStep = () => controller.abort(reason);
      const training = trainSkipGram(model, topics, { seed: 1, epochs: 100_000, onStep });
      await expect(training).rejects.toBe(reason);
      expect(model.input).not.toEqual(newModel().input);
      expect(model.input.every(Number.isFinite)).toBe(true);
    });
  });

  it.each([
    [{ window: 0 }, "window must be an integer >= 1"],
    [{ negatives: 0 }, "negatives must be an integer >= 1"],
    [{ epochs: 0.5 }, "epochs must be an integer >= 1"],
    [{ learningRate: 0 }, "learningRate must be > 0 and finite, got 0"],
    [{ subsample: -1 }, "subsample must be > 0 and finite, got -1"],
    [{ seed: -1 }, "seed must be"],
  ])("refuses %j", async (options, message) => {
    await expect(trainSkipGram(newModel(), topics, { seed: 1, ...options })).rejects.toThrow(message);
  });

  it("refuses ids outside, and a text without pairs", async () => {
    await expect(trainSkipGram(newModel(), [[20]], { seed: 1 })).rejects.toThrow("ids[0] must be an id in [0, 20)");
    await expect(trainSkipGram(newModel(), [[1], []], { seed: 1 })).rejects.toThrow("two words side by side");
    expect(() => skipGram({ vocabSize: 0, seed: 1 })).toThrow("vocabSize must be an integer >= 1");
    expect(() => skipGram({ vocabSize: 1, dimensions: 0, seed: 1 })).toThrow("dimensions must be an integer >= 1");
  });
});

it("wordSampler draws as often as counts to a power say, and never what has none", () => {
  const draw = wordSampler([0, 16, 1, 0, 81, 0], 0.75, createRng(1)); // 8 : 1 : 27
  const drawn = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 36_000; i++) drawn[draw()]!++;
  expect([drawn[0], drawn[3], drawn[5]]).toEqual([0, 0, 0]);
  for (const [id, expected] of [
    [1, 8000],
    [2, 1000],
    [4, 27_000],
  ] as const) {
    expect(Math.abs(drawn[id]! - expected)).toBeLessThan(5 * Math.sqrt(expected));
  }
});
