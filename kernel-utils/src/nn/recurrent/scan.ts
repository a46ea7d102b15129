import { affine } from "../affine";
import { checkInput } from "../checkInput";
import { inUse } from "../inUse";
import { tf } from "../tf";
import { hasKernel, readSequence, type RecurrentLayer } from "../wasm";
import type { RecurrentParameters } from "./recurrentParameters";

/**
 * What one token does, in plain ops: from W_ih x_t + b_ih and W_hh h_{t-1} + b_hh, each [batch, gates * hidden], and the states
 * before, each [batch, hidden], the states after; the first is h.
 */
export type Step = (fromToken: tf.Tensor, fromState: tf.Tensor, states: tf.Tensor[]) => tf.Tensor[];

interface ScanOptions {
  layer: RecurrentLayer;
  parameters: RecurrentParameters;
  /** What the states are before the first token, by name: zeros where there is none. */
  initial: Record<string, tf.Tensor | undefined>;
  step: Step;
}

/**
 * Read a sequence token by token, with states that each step changes. To be called in a tidy.
 * x [seqLen, input], states [1, hidden] -> output [seqLen, hidden], last states [1, hidden].
 * x [batch, seqLen, input], states [1, batch, hidden] -> output [batch, seqLen, hidden], last states [1, batch, hidden].
 * One kernel reads the whole sequence, and one goes back, where the backend has them; else it is `step` by `step`.
 * @throws RangeError if a shape doesn't fit; TypeError if a tensor isn't float32
 */
export function scan(x: tf.Tensor, { layer, parameters, initial, step }: ScanOptions) {
  const { weightIh, weightHh, biasIh, biasHh } = inUse(layer, parameters);
  const [inputSize, hiddenSize] = [weightIh.shape[1], weightHh.shape[1]];
  const isBatch = x.rank === 3;
  checkInput(`${layer}: x`, x, isBatch ? ["batch", "seqLen", inputSize] : ["seqLen", inputSize]);
  const batchSize = isBatch ? x.shape[0]! : 1;
  const seqLen = x.shape[isBatch ? 1 : 0]!;
  const states = Object.entries(initial).map(([name, state]) => {
    if (!state) return tf.zeros([batchSize, hiddenSize]);
    checkInput(`${layer}: ${name}`, state, isBatch ? [1, batchSize, hiddenSize] : [1, hiddenSize]);
    return state.reshape([batchSize, hiddenSize]);
  });

  const sequences = x.reshape<tf.Tensor3D>([batchSize, seqLen, inputSize]);
  const given = { x: sequences, weightIh, biasIh, weightHh, biasHh };
  const [output, ...last] = hasKernel(`${layer}Sequence`)
    ? readSequence(layer, { ...given, h0: states[0]!, c0: states[1] })
    : readStepByStep(step, { ...given, states });
  return {
    output: isBatch ? output! : output!.reshape([seqLen, hiddenSize]),
    last: isBatch ? last.map((state) => state.expandDims(0)) : last,
  };
}

interface Sequences {
  x: tf.Tensor3D;
  weightIh: tf.Tensor2D;
  biasIh: tf.Tensor;
  weightHh: tf.Tensor;
  biasHh: tf.Tensor;
  states: tf.Tensor[];
}

/** x [batch, seqLen, input], states each [batch, hidden] -> output [batch, seqLen, hidden], the last states. */
function readStepByStep(step: Step, { x, weightIh, biasIh, weightHh, biasHh, states }: Sequences): tf.Tensor[] {
  // What comes from the tokens is one product for all of them.
  const fromTokens = affine(x, weightIh, biasIh); // [batch, seqLen, gates * hidden]
  // tf.unstack into one has no gradient.
  const tokens = x.shape[1] === 1 ? [fromTokens.squeeze([1])] : tf.unstack(fromTokens, 1);
  const outputs: tf.Tensor[] = [];
  let last = states;
  for (const fromToken of tokens) {
    last = step(fromToken, last[0]!.matMul(weightHh, false, true).add(biasHh), last);
    outputs.push(last[0]!);
  }
  return [tf.stack(outputs, 1), ...last];
}
