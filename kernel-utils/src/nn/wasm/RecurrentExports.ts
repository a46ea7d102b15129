import type { RecurrentLayer } from "./recurrentCells";

/** The functions of kernels.wasm that read sequences, there and back; see kernels/recurrent. */
export type RecurrentExports = Record<`${RecurrentLayer}Forward`, SequenceForward> &
  Record<`${RecurrentLayer}Backward`, SequenceBackward>;

type SequenceForward = (
  ...args: [
    ...[x: number, weightIh: number, biasIh: number, weightHh: number, biasHh: number, h0: number, c0: number],
    ...[output: number, seen: number, activations: number, memories: number, hn: number, cn: number],
    ...[sequences: number, batchSize: number, seqLen: number, inputSize: number, hiddenSize: number, scratch: number],
  ]
) => void;

type SequenceBackward = (
  ...args: [
    ...[weightHh: number, c0: number, output: number, seen: number, activations: number, memories: number],
    ...[dOutput: number, dHn: number, dCn: number],
    ...[dFromTokens: number, dFromStates: number, dH0: number, carry: number],
    ...[sequences: number, batchSize: number, seqLen: number, inputSize: number, hiddenSize: number, scratch: number],
  ]
) => void;
