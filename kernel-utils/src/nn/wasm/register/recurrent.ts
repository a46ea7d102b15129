import { tf } from "../../tf";
import { numThreads } from "../crew/Crew";
import { type Argument, jobArguments } from "../eachPart";
import { worthSharing } from "../multiplyMatrices";
import { matMulBytes, multiplyPackedBytes, rightBytes } from "../productMemory";
import type { RecurrentExports } from "../RecurrentExports";
import { type RecurrentCell, recurrentCells, type RecurrentLayer } from "../recurrentCells";
import { runKernel } from "../runKernel";
import type { WasmEngine } from "../WasmEngine";
import { registerWasm } from "./registerWasm";
import { registerSequenceWeightGrads } from "./sequenceWeightGrads";

/** Where tensors [batch, ...] lie; 0 for one that there isn't. */
const placesOf = (engine: WasmEngine, ...tensors: (tf.TensorInfo | undefined)[]): Argument[] =>
  tensors.map((tensor) => (tensor ? [engine.place(tensor), engine.numBytes(tensor) / tensor.shape[0]!] : [0, 0]));

interface Sizes {
  batchSize: number;
  seqLen: number;
  inputSize: number;
  hiddenSize: number;
  /** gates * hidden */
  rows: number;
}

/** How many sequences of a batch a thread reads. None needs another: if they are worth it, two threads share them. */
function sequencesOfPart({ batchSize, seqLen, inputSize, hiddenSize, rows }: Sizes): number {
  const isWorthSharing = batchSize * seqLen * (hiddenSize + inputSize) * rows >= worthSharing;
  return isWorthSharing ? Math.ceil(batchSize / numThreads) : batchSize;
}

/** Bytes of scratch of a forward kernel: packed weights, what comes from the state and from the token, and a product's own. */
function forwardBytes(sizes: Sizes): number {
  const { inputSize, hiddenSize, rows } = sizes;
  const weights = rightBytes(rows, hiddenSize) + rightBytes(rows, inputSize);
  return weights + 2 * 4 * sequencesOfPart(sizes) * rows + multiplyPackedBytes(hiddenSize + inputSize);
}

/** Call a layer's kernel for all sequences of a batch; `args` are those before the sizes. */
function readParts(
  engine: WasmEngine,
  kernel: keyof RecurrentExports,
  args: readonly Argument[],
  { scratchBytes, ...sizes }: Sizes & { scratchBytes: number },
): void {
  const { batchSize, seqLen, inputSize, hiddenSize } = sizes;
  const part = sequencesOfPart(sizes);
  const scratch = engine.scratch(numThreads * scratchBytes);
  const fixed: Argument[] = [seqLen, inputSize, hiddenSize, scratch].map((each) => [each, 0]);
  const all: Argument[] = [...args, [part, 0], [batchSize, -1], ...fixed];
  engine.share({ kernel, count: Math.ceil(batchSize / part), ...jobArguments(all, part), scratchBytes });
}

/**
 * For each recurrent layer, kernel RNNSequence (and so on): x [batch, seqLen, input], weightIh [rows, input], weightHh [rows, hidden],
 * biasIh [rows], and biasHh [rows] if the state is kept (else biasIh is their sum), h0 [batch, hidden] ->
 * output [batch, seqLen, hidden], hn [batch, hidden]; an LSTM's has c0 and gives cn too.
 * seen [batch, seqLen, hidden + input] and, where there are any, activations [batch, seqLen, numActivations, hidden] and memories
 * [batch, seqLen, hidden] are inputs that are written to: what the kernel leaves for its gradient. (Of an output tfjs would make a
 * gradient too, of zeros, and of what is no tensor it would not know when to free it.)
 */
export function registerRecurrent(): void {
  for (const [layer, cell] of Object.entries(recurrentCells)) {
    registerForward(layer as RecurrentLayer, cell);
    registerBackward(layer as RecurrentLayer, cell);
    registerGradient(layer, cell);
  }
  registerSequenceWeightGrads();
}

function registerForward(layer: RecurrentLayer, { hasMemory }: RecurrentCell): void {
  registerWasm(`${layer}Sequence`, (engine, inputs) => {
    const { x, weightIh, biasIh, weightHh, biasHh, h0, c0, seen, activations, memories } = inputs;
    const [batchSize, seqLen, inputSize] = x!.shape as [number, number, number];
    const [rows, hiddenSize] = weightHh!.shape as [number, number];
    const output = engine.output([batchSize, seqLen, hiddenSize]);
    const hn = engine.output([batchSize, hiddenSize]);
    const cn = hasMemory ? engine.output([batchSize, hiddenSize]) : undefined;
    const sizes = { batchSize, seqLen, inputSize, hiddenSize, rows };
    const weights = [weightIh, biasIh, weightHh, biasHh].map((each) => (each ? engine.place(each) : 0));
    const [tokens, ...others] = placesOf(engine, x, h0, c0, output, seen, activations, memories, hn, cn);
    const args: Argument[] = [tokens!, ...weights.map((place) => [place, 0] as const), ...others];
    readParts(engine, `${layer}Forward`, args, { ...sizes, scratchBytes: forwardBytes(sizes) });
    return cn ? [output, hn, cn] : [output, hn];
  });
}

function registerBackward(layer: RecurrentLayer, { replacesActivations, keepsState }: RecurrentCell): void {
  registerWasm(`${layer}SequenceGrad`, (engine, inputs) => {
    const { weightHh, c0, output, seen, activations, memories, dOutput, dHn, dCn } = inputs;
    const [batchSize, seqLen, hiddenSize] = output!.shape as [number, number, number];
    const rows = weightHh!.shape[0]!;
    const [dH0, carry] = [engine.output([batchSize, hiddenSize]), engine.output([batchSize, hiddenSize])];
    const shape = [batchSize, seqLen, rows];
    const byTokens = replacesActivations ? engine.same(activations!, shape) : engine.output(shape);
    const byStates = keepsState ? engine.output(shape) : undefined;
    const given = placesOf(engine, c0, output, seen, activations, memories, dOutput, dHn, dCn);
    const made = placesOf(engine, byTokens, byStates, dH0, carry);
    readParts(engine, `${layer}Backward`, [[engine.place(weightHh!), 0], ...given, ...made], {
      batchSize,
      seqLen,
      inputSize: seen!.shape[2]! - hiddenSize,
      hiddenSize,
      rows,
      scratchBytes: matMulBytes(hiddenSize, rows),
    });
    return byStates ? [dH0, carry, byTokens, byStates] : [dH0, carry, byTokens];
  });
}

function registerGradient(layer: string, { hasMemory, keepsState, numActivations }: RecurrentCell): void {
  tf.registerGradient({
    kernelName: `${layer}Sequence`,
    inputsToSave: [
      "weightIh",
      "weightHh",
      "seen",
      ...(numActivations > 0 ? ["activations"] : []),
      ...(hasMemory ? ["memories", "c0"] : []),
    ],
    outputsToSave: [true],
    gradFunc(dys, saved) {
      const [dOutput, dHn, dCn] = dys as tf.Tensor[];
      const output = saved.at(-1) as tf.Tensor3D;
      const [weightIh, weightHh, seen, activations, memories, c0] = saved.slice(0, -1) as tf.Tensor[];
      const given = { weightHh, seen, activations, memories, c0, output, dOutput, dHn, dCn };
      const inputs = Object.fromEntries(Object.entries(given).filter(([, tensor]) => tensor)) as tf.NamedTensorMap;
      const gradients = runKernel<tf.Tensor[]>(`${layer}SequenceGrad`, inputs);
      const [dH0, carry, byTokens, byStates] = gradients as [tf.Tensor2D, tf.Tensor2D, tf.Tensor, tf.Tensor?];
      const by = { byTokens, ...(byStates ? { byStates } : {}), seen: seen! };
      const dWeights = runKernel<tf.Tensor[]>("SequenceWeightGrads", by, { hiddenSize: output.shape[2] });
      return {
        x: () => runKernel("AffineInputGrad", { dy: byTokens, weight: weightIh! }),
        weightIh: () => dWeights[0]!,
        biasIh: () => dWeights[1]!,
        weightHh: () => dWeights[2]!,
        biasHh: () => dWeights[3]!,
        h0: () => (keepsState ? dH0.add(carry) : dH0),
        c0: () => carry,
      };
    },
  });
}
