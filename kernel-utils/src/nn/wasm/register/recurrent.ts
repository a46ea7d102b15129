import { tf } from "../../tf";
import { multiplyPackedBytes, packedBytes, wholeTiles } from "../productMemory";
import { type RecurrentCell, recurrentCells, type RecurrentLayer } from "../recurrentCells";
import { runKernel } from "../runKernel";
import type { WasmEngine } from "../WasmEngine";
import { registerWasm } from "./registerWasm";

type Places<T extends readonly unknown[]> = { [K in keyof T]: number };

/** Where tensors lie; 0 for one that there isn't. */
const placesOf = <T extends readonly (tf.TensorInfo | undefined)[]>(engine: WasmEngine, ...tensors: T) =>
  tensors.map((tensor) => (tensor ? engine.place(tensor) : 0)) as Places<T>;

/** Places of so many bytes each, for what a kernel needs only while it runs. */
function scratchPlaces<T extends readonly number[]>(engine: WasmEngine, ...numBytes: T): Places<T> {
  let next = engine.scratch(numBytes.reduce((sum, size) => sum + size, 0));
  return numBytes.map((size) => (next += size) - size) as Places<T>;
}

/**
 * For each recurrent layer, kernel RNNSequence (and so on): fromTokens [batch, seqLen, rows], weightHh [rows, hidden], biasHh [rows],
 * h0 [batch, hidden] -> output [batch, seqLen, hidden], hn [batch, hidden]; an LSTM's has c0 and gives cn too.
 * Activations [batch, seqLen, numActivations, hidden], where there are any, is an input that is written to: what the kernel leaves for
 * its gradient. (Of an output tfjs would make a gradient too, of zeros, and of what is no tensor it would not know when to free it.)
 */
export function registerRecurrent(): void {
  for (const [layer, cell] of Object.entries(recurrentCells)) {
    registerForward(layer as RecurrentLayer, cell);
    registerBackward(layer as RecurrentLayer, cell);
    registerGradient(layer, cell);
  }
}

function registerForward(layer: RecurrentLayer, { hasMemory }: RecurrentCell): void {
  registerWasm(`${layer}Sequence`, (engine, { fromTokens, weightHh, biasHh, h0, c0, activations }) => {
    const [batchSize, seqLen, rows] = fromTokens!.shape as [number, number, number];
    const hiddenSize = weightHh!.shape[1]!;
    const output = engine.output([batchSize, seqLen, hiddenSize]);
    const hn = engine.output([batchSize, hiddenSize]);
    const cn = hasMemory ? engine.output([batchSize, hiddenSize]) : undefined;
    const given = placesOf(engine, fromTokens, weightHh, biasHh, h0, c0);
    const made = placesOf(engine, output, activations, hn, cn);
    const scratch = scratchPlaces(
      engine,
      packedBytes(rows, hiddenSize),
      4 * wholeTiles(rows),
      4 * batchSize * rows,
      multiplyPackedBytes(hiddenSize),
    );
    engine.kernels[`${layer}Forward`](...given, ...made, ...scratch, batchSize, seqLen, hiddenSize);
    return cn ? [output, hn, cn] : [output, hn];
  });
}

function registerBackward(layer: RecurrentLayer, { keepsState }: RecurrentCell): void {
  registerWasm(`${layer}SequenceGrad`, (engine, inputs) => {
    const { weightHh, h0, c0, output, activations, dOutput, dHn, dCn } = inputs;
    const [batchSize, seqLen, hiddenSize] = output!.shape as [number, number, number];
    const rows = weightHh!.shape[0]!;
    const [dH0, carry] = [engine.output([batchSize, hiddenSize]), engine.output([batchSize, hiddenSize])];
    const byTokens = engine.output([batchSize, seqLen, rows]);
    const byStates = keepsState ? engine.output([batchSize, seqLen, rows]) : undefined;
    const before = placesOf(engine, weightHh, h0, c0, output, activations);
    const upstream = placesOf(engine, dOutput, dHn, dCn);
    const made = placesOf(engine, byTokens, byStates, dH0, carry);
    const scratch = scratchPlaces(
      engine,
      packedBytes(hiddenSize, rows),
      4 * wholeTiles(hiddenSize),
      multiplyPackedBytes(rows),
    );
    engine.kernels[`${layer}Backward`](...before, ...upstream, ...made, ...scratch, batchSize, seqLen, hiddenSize);
    return byStates ? [dH0, carry, byTokens, byStates] : [dH0, carry, byTokens];
  });
}

function registerGradient(layer: string, { hasMemory, keepsState, numActivations }: RecurrentCell): void {
  tf.registerGradient({
    kernelName: `${layer}Sequence`,
    inputsToSave: ["weightHh", "h0", ...(numActivations > 0 ? ["activations"] : []), ...(hasMemory ? ["c0"] : [])],
    outputsToSave: [true],
    gradFunc(dys, saved) {
      const [dOutput, dHn, dCn] = dys as tf.Tensor[];
      const output = saved.at(-1) as tf.Tensor3D;
      const [weightHh, h0, activations, c0] = saved.slice(0, -1) as tf.Tensor[];
      const given = { weightHh, h0, activations, c0, output, dOutput, dHn, dCn };
      const inputs = Object.fromEntries(Object.entries(given).filter(([, tensor]) => tensor)) as tf.NamedTensorMap;
      const gradients = runKernel<tf.Tensor[]>(`${layer}SequenceGrad`, inputs);
      const [dH0, carry, byTokens, byStates = byTokens] = gradients as [tf.Tensor2D, tf.Tensor2D, tf.Tensor];
      const [batchSize, seqLen, hiddenSize] = output.shape;
      const byRows = byStates.reshape<tf.Tensor2D>([batchSize * seqLen, -1]);
      return {
        fromTokens: () => byTokens,
        weightHh: () => {
          const before = tf.concat([h0!.expandDims<tf.Tensor3D>(1), output.slice([0, 0, 0], [-1, seqLen - 1, -1])], 1);
          return tf.matMul(byRows, before.reshape([batchSize * seqLen, hiddenSize]), true, false);
        },
        biasHh: () => runKernel<tf.Tensor>("SumOfRows", { x: byRows }),
        h0: () => (keepsState ? dH0.add(carry) : dH0),
        c0: () => carry,
      };
    },
  });
}
