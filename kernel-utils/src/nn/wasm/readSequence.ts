import { tf } from "../tf";
import { type RecurrentLayer, recurrentCells } from "./recurrentCells";
import { runKernel } from "./runKernel";
import { engineOf } from "./WasmEngine";

interface Inputs {
  x: tf.Tensor;
  weightIh: tf.Tensor;
  biasIh: tf.Tensor;
  weightHh: tf.Tensor;
  biasHh: tf.Tensor;
  h0: tf.Tensor;
  c0?: tf.Tensor | undefined;
}

/**
 * What a recurrent layer makes of whole sequences, by one kernel: see register/recurrent.ts for the shapes.
 * @returns output, hn and, of a layer with a memory, cn
 */
export function readSequence(layer: RecurrentLayer, { biasIh, biasHh, c0, ...others }: Inputs): tf.Tensor[] {
  const { numActivations, hasMemory, keepsState } = recurrentCells[layer];
  const [batchSize, seqLen, inputSize] = others.x.shape as [number, number, number];
  const hiddenSize = others.weightHh.shape[1]!;
  const engine = engineOf(tf.backend());
  const room = (...sizes: number[]) =>
    tf.engine().makeTensorFromTensorInfo(engine.output([batchSize, seqLen, ...sizes]));
  return runKernel(`${layer}Sequence`, {
    ...others,
    // Where both biases are only added, their gradients are the same: it is computed once.
    ...(keepsState ? { biasIh, biasHh } : { biasIh: biasIh.add(biasHh) }),
    seen: room(hiddenSize + inputSize),
    ...(numActivations > 0 ? { activations: room(numActivations, hiddenSize) } : {}),
    ...(hasMemory ? { c0: c0!, memories: room(hiddenSize) } : {}),
  });
}
