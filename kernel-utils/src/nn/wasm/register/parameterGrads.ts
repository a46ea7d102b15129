import type { tf } from "../../tf";
import { type Matrix, multiplyMatrices } from "../multiplyMatrices";
import type { WasmEngine } from "../WasmEngine";

/** For y = x weight^T + bias, of dy [..., output] and x's rows: dWeight [output, input] = dy^T x, dBias [output] = the sum of dy's rows. */
export function parameterGrads(
  engine: WasmEngine,
  { dy, x, dWeight, dBias }: Record<"dy" | "dWeight" | "dBias", tf.TensorInfo> & { x: Matrix },
): void {
  const [rows, outputSize] = engine.rowsOf(dy);
  const inputSize = dWeight.shape[1]!;
  multiplyMatrices(engine, {
    a: { place: engine.place(dy), stride: 4 * outputSize, isTransposed: true },
    b: { ...x, isTransposed: false },
    c: { place: engine.place(dWeight), stride: 4 * inputSize },
    bias: 0,
    rowSums: engine.place(dBias),
    m: outputSize,
    n: inputSize,
    k: rows,
  });
}
