import { checkShape } from "../shape";
import { tf } from "../tf";

interface ScanOptions {
  /** The layer's name, for messages. */
  layer: string;
  inputSize: number;
  hiddenSize: number;
  /** What the states are before the first token, by name: zeros where there is none. */
  initial: Record<string, tf.Tensor | undefined>;
  /** What comes from the tokens alone, for all of them at once: [n, input] -> [n, rows]. */
  project: (tokens: tf.Tensor) => tf.Tensor;
  /** From a token's [batch, rows] and the states, each [batch, hidden], the next states; the first is the output. */
  step: (fromToken: tf.Tensor, states: tf.Tensor[]) => tf.Tensor[];
}

/**
 * Read a sequence token by token, with states that each step changes. To be called in a tidy.
 * x [seqLen, input], states [1, hidden] -> output [seqLen, hidden], last states [1, hidden].
 * x [batch, seqLen, input], states [1, batch, hidden] -> output [batch, seqLen, hidden], last states [1, batch, hidden].
 * @throws RangeError if a shape doesn't fit
 */
export function scan(x: tf.Tensor, options: ScanOptions): { output: tf.Tensor; last: tf.Tensor[] } {
  const { layer, inputSize, hiddenSize, initial, project, step } = options;
  const isBatch = x.rank === 3;
  checkShape(`${layer}: x`, x, isBatch ? ["batch", "seqLen", inputSize] : ["seqLen", inputSize]);
  const batchSize = isBatch ? x.shape[0]! : 1;
  const seqLen = x.shape[isBatch ? 1 : 0]!;
  let states = Object.entries(initial).map(([name, state]) => {
    if (!state) return tf.zeros([batchSize, hiddenSize]);
    checkShape(`${layer}: ${name}`, state, isBatch ? [1, batchSize, hiddenSize] : [1, hiddenSize]);
    return state.reshape([batchSize, hiddenSize]);
  });

  const fromTokens = project(x.reshape([batchSize * seqLen, inputSize])); // [batch * seqLen, rows]
  // tf.unstack into one has no gradient.
  const steps = seqLen === 1 ? [fromTokens] : tf.unstack(fromTokens.reshape([batchSize, seqLen, -1]), 1);
  const outputs: tf.Tensor[] = [];
  for (const fromToken of steps) {
    states = step(fromToken, states);
    outputs.push(states[0]!);
  }
  const output = tf.stack(outputs, 1); // [batch, seqLen, hidden]
  if (isBatch) return { output, last: states.map((state) => state.expandDims(0)) };
  return { output: output.reshape([seqLen, hiddenSize]), last: states };
}
