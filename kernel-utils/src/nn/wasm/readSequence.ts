import { tf } from "../tf";
import { type RecurrentLayer, recurrentCells } from "./recurrentCells";
import { runKernel } from "./runKernel";
import { engineOf } from "./WasmEngine";

/**
 * What a recurrent layer makes of whole sequences, by one kernel: see register/recurrent.ts for the shapes.
 * @returns output, hn and, of a layer with a memory, cn
 */
export function readSequence(
  layer: RecurrentLayer,
  inputs: { fromTokens: tf.Tensor; weightHh: tf.Tensor; biasHh?: tf.Tensor; h0: tf.Tensor; c0?: tf.Tensor | undefined },
): tf.Tensor[] {
  const { numActivations, hasMemory } = recurrentCells[layer];
  const { c0, ...given } = inputs;
  const tensors: tf.NamedTensorMap = hasMemory ? { ...given, c0: c0! } : given;
  if (numActivations > 0) {
    const [batchSize, seqLen] = inputs.fromTokens.shape as [number, number];
    const info = engineOf(tf.backend()).output([batchSize, seqLen, numActivations, inputs.weightHh.shape[1]!]);
    tensors["activations"] = tf.engine().makeTensorFromTensorInfo(info);
  }
  return runKernel(`${layer}Sequence`, tensors);
}
