// @ts-check
// node bench/nn/profile.mjs: where the time of a training step goes, for the GPT and for an LSTM of 256. Kernel by kernel the least of
// many steps, so that what else the machine does is left out; the rest is tfjs's book-keeping: tensors, the tape of gradients, scopes.
import { createRng } from "kernel-utils/core";
import { adamW, LSTM, ready, tf, train } from "kernel-utils/nn";
import { Gpt } from "./Gpt.mjs";
import { sizes } from "./recurrent/task.mjs";
import { gpt, training } from "./task.mjs";

const numSteps = 40;

await ready();
const rng = createRng(42);

/** @returns {() => Promise<unknown>} one step of the GPT's training */
function gptStep() {
  const { vocabSize, seqLen, batchSize } = gpt;
  const text = Int32Array.from({ length: batchSize * (seqLen + 1) }, () => Math.floor(rng() * vocabSize));
  const rows = tf.tensor2d(text, [batchSize, seqLen + 1], "int32");
  const batch = { inputs: rows.slice([0, 0], [-1, seqLen]), targets: rows.slice([0, 1], [-1, seqLen]) };
  const model = new Gpt(gpt);
  const optimizer = adamW(training);
  return () => train({ model, batches: [batch], steps: 1, optimizer, clip: training.clip });
}

/** @returns {() => Promise<unknown>} one step of an LSTM's training */
function lstmStep() {
  const { batchSize, seqLen, inputSize } = sizes;
  const layer = new LSTM({ inputSize, hiddenSize: 256, rng });
  const draw = (/** @type {number} */ size) => tf.randomUniform([batchSize, seqLen, size], -1, 1);
  const inputs = /** @type {import("@tensorflow/tfjs-core").Tensor3D} */ (draw(inputSize));
  const targets = draw(256);
  const model = {
    parameters: layer.parameters,
    loss: () => layer.forward(inputs).output.sub(targets).square().mean().asScalar(),
  };
  const optimizer = adamW();
  return () => train({ model, batches: [{}], steps: 1, optimizer });
}

/** @type {Record<string, number>} */
let spent = {};
const engine = tf.engine();
const runKernel = /** @type {(...args: any[]) => any} */ (engine.runKernel.bind(engine));
engine.runKernel = (/** @type {string} */ name, /** @type {any[]} */ ...rest) => {
  const start = performance.now();
  try {
    return runKernel(name, ...rest);
  } finally {
    spent[name] = (spent[name] ?? 0) + performance.now() - start;
  }
};

for (const [title, step] of Object.entries({ "the GPT": gptStep(), "an LSTM of 256": lstmStep() })) {
  /** @type {Record<string, number>} */
  const least = {};
  for (let i = 0; i < numSteps; i++) {
    spent = {};
    const start = performance.now();
    await step();
    spent["whole step"] = performance.now() - start;
    for (const [name, time] of Object.entries(spent)) least[name] = Math.min(least[name] ?? Infinity, time);
  }
  const whole = least["whole step"] ?? NaN;
  const { "whole step": _, ...kernels } = least;
  const rest = whole - Object.values(kernels).reduce((sum, time) => sum + time, 0);
  const rows = Object.entries({ ...kernels, "the rest": rest, "whole step": whole }).filter(
    ([, ms]) => ms > whole / 200,
  );
  console.log(`A training step of ${title}`);
  for (const [name, ms] of rows.toSorted(([, a], [, b]) => a - b)) {
    console.log(`${ms.toFixed(2).padStart(8)} ms ${((100 * ms) / whole).toFixed(1).padStart(6)} %  ${name}`);
  }
}
