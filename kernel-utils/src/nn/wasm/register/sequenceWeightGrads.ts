import type { tf } from "../../tf";
import { eachPart, rowsOfPart } from "../eachPart";
import type { WasmEngine } from "../WasmEngine";
import { parameterGrads } from "./parameterGrads";
import { registerWasm } from "./registerWasm";

/**
 * Kernel SequenceWeightGrads: byTokens and, unless they are the same, byStates [batch, seqLen, rows], seen [batch, seqLen, hidden + input]
 * and attr hiddenSize -> the gradients by weightIh, biasIh, weightHh and, if they aren't the same, biasHh.
 */
export function registerSequenceWeightGrads(): void {
  registerWasm("SequenceWeightGrads", (engine, { byTokens, byStates, seen }, attrs) => {
    const hiddenSize = attrs["hiddenSize"] as number;
    const rows = byTokens!.shape.at(-1)!;
    const seenSize = seen!.shape[2]!;
    const inputSize = seenSize - hiddenSize;
    const [dWeightIh, dBiasIh] = [engine.output([rows, inputSize]), engine.output([rows])];
    const dWeightHh = engine.output([rows, hiddenSize]);
    /** Of `seen` as it lies, from a column on. */
    const columnsFrom = (first: number) => ({ place: engine.place(seen!) + 4 * first, stride: 4 * seenSize });
    if (byStates) {
      const dBiasHh = engine.output([rows]);
      parameterGrads(engine, { dy: byTokens!, x: columnsFrom(hiddenSize), dWeight: dWeightIh, dBias: dBiasIh });
      parameterGrads(engine, { dy: byStates, x: columnsFrom(0), dWeight: dWeightHh, dBias: dBiasHh });
      return [dWeightIh, dBiasIh, dWeightHh, dBiasHh];
    }
    const dBoth = engine.output([rows, seenSize]);
    parameterGrads(engine, { dy: byTokens!, x: columnsFrom(0), dWeight: dBoth, dBias: dBiasIh });
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
