// @ts-check
// node --expose-gc contestant.mjs FOLDER LAYER HIDDEN BACKEND: trains our layer; see harness/contestant.mjs. What it starts from goes to
// the folder, from where the peer starts too: inputs, targets and weights, as 32-bit floats.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRng } from "kernel-utils/core";
import { adamW, LSTM, ready, RNN, tf } from "kernel-utils/nn";
import { serve } from "../../harness/serve.mjs";
import { nameOf } from "../nameOf.mjs";
import { learningRate, numLosses, sizes } from "./task.mjs";

const [folder = "", name = "", hidden = "", backend = ""] = process.argv.slice(2);
const { batchSize, seqLen, inputSize } = sizes;
const hiddenSize = Number(hidden);

await ready({ backend: /** @type {import("kernel-utils/nn").BackendName} */ (backend) });
const rng = createRng(42);
const Layer = { RNN, LSTM }[/** @type {import("./task.mjs").LayerName} */ (name)];
const layer = /** @type {RNN} */ (new Layer({ inputSize, hiddenSize, rng }));
const draw = (/** @type {number} */ size) =>
  tf.tensor3d(
    Float32Array.from({ length: batchSize * seqLen * size }, () => 2 * rng() - 1),
    [batchSize, seqLen, size],
  );
const [inputs, targets] = [draw(inputSize), draw(hiddenSize)];
const start = [inputs, targets, ...Object.values(layer.parameters)].map((tensor) => tensor.dataSync());
writeFileSync(
  join(folder, "start"),
  Buffer.concat(start.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength))),
);

const optimizer = adamW({ learningRate });
function step() {
  const { value, grads } = tf.variableGrads(() => layer.forward(inputs).output.sub(targets).square().mean());
  const gradients = Object.entries(layer.parameters).map(([key, { name: id }]) => [key, grads[id]]);
  optimizer.update(layer.parameters, Object.fromEntries(gradients));
  const loss = value.dataSync()[0];
  tf.dispose([value, grads]);
  return loss;
}

const losses = Array.from({ length: numLosses }, step);
const { numTensors } = tf.memory();
step();
if (tf.memory().numTensors !== numTensors) throw new Error("a step must leave no tensors behind");
await serve({ name: nameOf(backend), work: { losses }, once: step });
