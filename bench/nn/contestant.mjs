// @ts-check
// node --expose-gc contestant.mjs FOLDER BACKEND: trains our GPT; see harness/contestant.mjs. Its first weights and its batches go to the
// folder, from where the peer starts and learns the same.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRng } from "kernel-utils/core";
import { adamW, ready, tf, train, writeSafetensors } from "kernel-utils/nn";
import { ownPeakMemory } from "../harness/peakMemory.mjs";
import { serve } from "../harness/serve.mjs";
import { Gpt } from "./Gpt.mjs";
import { nameOf } from "./nameOf.mjs";
import { gpt, numBatches, numLosses, training } from "./task.mjs";

const [folder = "", backend = ""] = process.argv.slice(2);
await ready({ backend: /** @type {import("kernel-utils/nn").BackendName} */ (backend) });
const { vocabSize, seqLen, batchSize } = gpt;
const model = new Gpt(gpt);
const rng = createRng(1);
const texts = Array.from({ length: numBatches }, () =>
  Int32Array.from({ length: batchSize * (seqLen + 1) }, () => Math.floor(rng() * vocabSize)),
);
const shape = [batchSize, seqLen + 1];
writeFileSync(
  join(folder, "start.safetensors"),
  writeSafetensors({
    tensors: {
      ...Object.fromEntries(
        Object.entries(model.parameters).map(([name, weights]) => [
          name,
          { shape: weights.shape, values: /** @type {Float32Array} */ (weights.dataSync()) },
        ]),
      ),
      ...Object.fromEntries(texts.map((values, i) => [`batch.${i}`, { shape, values }])),
    },
  }),
);
const batches = texts.map((text) => {
  const rows = tf.tensor2d(text, [batchSize, seqLen + 1], "int32");
  return { inputs: rows.slice([0, 0], [-1, seqLen]), targets: rows.slice([0, 1], [-1, seqLen]) };
});

const optimizer = adamW({ learningRate: training.learningRate });
/** @type {number[]} */
const losses = [];
const step = async () => {
  const batch = batches[losses.length % numBatches];
  const history = await train({ model, batches: batch ? [batch] : [], steps: 1, optimizer, clip: training.clip });
  losses.push(...history.losses);
};
const start = performance.now();
await step();
const firstStep = performance.now() - start;
const numTensors = tf.memory().numTensors;
for (let i = 1; i < numLosses; i++) await step();
if (tf.memory().numTensors !== numTensors) throw new Error("training must leave no tensors behind");

await serve({
  name: nameOf(backend),
  work: { losses, firstStep, peakMemory: ownPeakMemory() },
  once: step,
});
