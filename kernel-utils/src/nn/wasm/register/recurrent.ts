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

/** Where tensors [batch, ...] lie; 0 for one that there isn't. */
const placesOf = (engine: WasmEngine, ...tensors: (tf.TensorInfo | undefined)[]): Argument[] =>
  tensors.map((tensor) => (tensor ? [engine.place(tensor), engine.numBytes(tensor) / tensor.shape[0]!] : [0, 0]));

interface Sizes {
  batchSize: number;
  seqLen: number;
  hiddenSize: number;
  /** gates * hidden */
  rows: number;
}

/** How many sequences of a batch a thread reads. None needs another: if they are worth it, two threads share them. */
function sequencesOfPart({ batchSize, seqLen, hiddenSize, rows }: Sizes): number {
  const isWorthSharing = batchSize * seqLen * hiddenSize * rows >= worthSharing;
  return isWorthSharing ? Math.ceil(batchSize / numThreads) : batchSize;
}

/** Call a layer's kernel for all sequences of a batch; `args` are those before the sizes. */
function readParts(
  engine: WasmEngine,
  kernel: keyof RecurrentExports,
  args: readonly Argument[],
  { scratchBytes, ...sizes }: Sizes & { scratchBytes: number },
): void {
  const { batchSize, seqLen, hiddenSize } = sizes;
  const part = sequencesOfPart(sizes);
  const scratch = engine.scratch(numThreads * scratchBytes);
  const all: Argument[] = [...args, [part, 0], [batchSize, -1], [seqLen, 0], [hiddenSize, 0], [scratch, 0]];
  engine.share({ kernel, count: Math.ceil(batchSize / part), ...jobArguments(all, part), scratchBytes });
}

/**
 * For each recurrent layer, kernel RNNSequence (and so on): fromTokens [batch, seqLen, rows], weightHh [rows, hidden], biasHh [rows]
 * or none, h0 [batch, hidden] -> output [batch, seqLen, hidden], hn [batch, hidden]; an LSTM's has c0 and gives cn too.
 * Activations [batch, seqLen, numActivations, hidden], where there are any, is an input that is written to: what the kernel leaves for
 * its gradient. (Of an output tfjs would make a gradient too, of zeros, and of what is no tensor it would not know when to free it.)
 */
export function registerRecurrent(): void {
  for (const [layer, cell] of Object.entries(recurrentCells)) {
    registerForward(layer as RecurrentLayer, cell);
    registerBackward(layer as RecurrentLayer, cell);
    registerGradient(layer, cell);
  }
  registerStatesBefore();
}

function registerForward(layer: RecurrentLayer, { hasMemory }: RecurrentCell): void {
  registerWasm(`${layer}Sequence`, (engine, { fromTokens, weightHh, biasHh, h0, c0, activations }) => {
    const [batchSize, seqLen, rows] = fromTokens!.shape as [number, number, number];
    const hiddenSize = weightHh!.shape[1]!;
    const output = engine.output([batchSize, seqLen, hiddenSize]);
    const hn = engine.output([batchSize, hiddenSize]);
    const cn = hasMemory ? engine.output([batchSize, hiddenSize]) : undefined;
    const sizes = { batchSize, seqLen, hiddenSize, rows };
    const ours = 4 * sequencesOfPart(sizes) * rows;
    const scratchBytes = rightBytes(rows, hiddenSize) + ours + multiplyPackedBytes(hiddenSize);
    const [tokens, ...given] = placesOf(engine, fromTokens, h0, c0, output, activations, hn, cn);
    const [weight, bias] = [engine.place(weightHh!), biasHh ? engine.place(biasHh) : 0];
    readParts(engine, `${layer}Forward`, [tokens!, [weight, 0], [bias, 0], ...given], { ...sizes, scratchBytes });
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
    const given = placesOf(engine, h0, c0, output, activations, dOutput, dHn, dCn);
    const made = placesOf(engine, byTokens, byStates, dH0, carry);
    readParts(engine, `${layer}Backward`, [[engine.place(weightHh!), 0], ...given, ...made], {
      batchSize,
      seqLen,
      hiddenSize,
      rows,
      scratchBytes: matMulBytes(hiddenSize, rows),
    });
    return byStates ? [dH0, carry, byTokens, byStates] : [dH0, carry, byTokens];
  });
}

/** Kernel StatesBefore: h0 [batch, hidden], output [batch, seqLen, hidden] -> h_{t-1} of all tokens, [batch, seqLen, hidden]. */
function registerStatesBefore(): void {
  registerWasm("StatesBefore", (engine, { h0, output }) => {
    const before = engine.output(output!.shape);
    const [batchSize, seqLen, hiddenSize] = output!.shape as [number, number, number];
    const [firsts, states] = [h0!, output!].map((x) => engine.float32(engine.place(x), engine.numBytes(x) / 4));
    const to = engine.float32(engine.place(before), states!.length);
    to.set(states!.subarray(0, -hiddenSize), hiddenSize);
    for (let i = 0; i < batchSize; i++) {
      to.set(firsts!.subarray(i * hiddenSize, (i + 1) * hiddenSize), i * seqLen * hiddenSize);
    }
    return before;
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
          const before = runKernel<tf.Tensor3D>("StatesBefore", { h0: h0!, output });
          return tf.matMul(byRows, before.reshape([batchSize * seqLen, hiddenSize]), true, false);
        },
        biasHh: () => runKernel<tf.Tensor>("SumOfRows", { x: byRows }),
        h0: () => (keepsState ? dH0.add(carry) : dH0),
        c0: () => carry,
      };
    },
  });
}
