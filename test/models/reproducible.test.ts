import { createRng } from "kernel-utils/core";
import { windowBatches } from "kernel-utils/corpus";
import { Gpt, RnnLm } from "kernel-utils/models";
import { ready, train } from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await ready({ backend: "wasm" });
});

const vocabSize = 30;
const sizes = { vocabSize, embedSize: 92, hiddenSize: 92 };
const models = {
  Gpt: () => new Gpt({ vocabSize, maxSeqLen: 24, embedSize: 92, numHeads: 4, numLayers: 2, rng: createRng(1) }),
  RNN: () => new RnnLm({ ...sizes, cell: "RNN", rng: createRng(1) }),
  GRU: () => new RnnLm({ ...sizes, cell: "GRU", rng: createRng(1) }),
  LSTM: () => new RnnLm({ ...sizes, cell: "LSTM", rng: createRng(1) }),
};

// On Linux x64 in Node 20.20, 22.23, 24.22 and 26.12: on one thread and on two, by vectors of four numbers and of eight. Processors
// that can't multiply and add in one instruction, all older than 2013, round once more.
const lastLosses = {
  Gpt: 3.140888214111328,
  RNN: 2.83805775642395,
  GRU: 3.0377743244171143,
  LSTM: 3.1253414154052734,
};

describe("training with the same seeds", () => {
  it.each(Object.keys(models) as (keyof typeof models)[])(
    "gives the same losses everywhere, to the last bit: %s",
    async (name) => {
      const rng = createRng(2);
      const text = Array.from({ length: 2000 }, (_, i) => (i * i + Math.floor(3 * rng())) % vocabSize);
      const model = models[name]();
      const batches = windowBatches(text, { batchSize: 22, length: 23, rng: createRng(3) });
      const { losses } = await train({ model, batches, steps: 20, clip: 1 });
      expect(losses.at(-1)).toBe(lastLosses[name]);
      model.dispose();
    },
  );
});
