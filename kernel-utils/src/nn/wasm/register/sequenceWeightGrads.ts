import type { tf } from "../../tf";
import { eachPart, rowsOfPart } from "../eachPart";
import { multiplyMatrices } from "../multiplyMatrices";
import type { WasmEngine } from "../WasmEngine";
import { registerWasm } from "./registerWasm";

/**
 * Kernel SequenceWeightGrads: byTokens and, unless they are the same, byStates [batch, seqLen, rows], seen [batch, seqLen, hidden + input]
 * and attr hiddenSize -> the gradients by weightIh, biasIh, weightHh and, if they aren't the same, biasHh.
 */
export function registerSequenceWeightGrads(): void {
  registerWasm("SequenceWeightGrads", (engine, { byTokens, byStates, seen }, attrs) => {
    const hiddenSize = attrs["hiddenSize"] as number;
    const [numTokens, rows] = engine.rowsOf(byTokens!);
    const seenSize = seen!.shape[2]!;
    const inputSize = seenSize - hiddenSize;
    const [dWeightIh, dBiasIh] = [engine.output([rows, inputSize]), engine.output([rows])];
    const dWeightHh = engine.output([rows, hiddenSize]);
    /** Of the columns of `seen` from one on. */
    const multiply = (by: tf.TensorInfo, firstColumn: number, dWeight: tf.TensorInfo, dBias: tf.TensorInfo) => {
      const n = dWeight.shape[1]!;
      multiplyMatrices(engine, {
        a: { place: engine.place(by), stride: 4 * rows, isTransposed: true },
        b: { place: engine.place(seen!) + 4 * firstColumn, stride: 4 * seenSize, isTransposed: false },
        c: { place: engine.place(dWeight), stride: 4 * n },
        bias: 0,
        rowSums: engine.place(dBias),
        m: rows,
        n,
        k: numTokens,
      });
    };
    if (byStates) {
      const dBiasHh = engine.output([rows]);
      multiply(byTokens!, hiddenSize, dWeightIh, dBiasIh);
      multiply(byStates, 0, dWeightHh, dBiasHh);
      return [dWeightIh, dBiasIh, dWeightHh, dBiasHh];
    }
    const dBoth = engine.output([rows, seenSize]);
    multiply(byTokens!, 0, dBoth, dBiasIh);
    copyColumns(engine, dBoth, 0, dWeightHh);
    copyColumns(engine, dBoth, hiddenSize, dWeightIh);
    engine.free(dBoth);
    return [dWeightIh, dBiasIh, dWeightHh];
  });
}

/** to [rows, size] = the columns of from [rows, ...] from one on. */
function copyColumns(engine: WasmEngine, from: tf.TensorInfo, firstColumn: number, to: tf.TensorInfo): void {
  const [rows, size] = to.shape as [number, number];
  const [fromStride, toStride] = [4 * from.shape[1]!, 4 * size];
  eachPart(engine, {
    kernel: "copyRows",
    total: rows,
    part: rowsOfPart(size),
    args: (count) => [
      [engine.place(from) + 4 * firstColumn, fromStride],
      [fromStride, 0],
      [engine.place(to), toStride],
      [toStride, 0],
      [count, 0],
      [toStride, 0],
    ],
  });
}
