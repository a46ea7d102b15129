import { tf } from "../../tf";
import { type Argument, eachRow } from "../eachPart";
import type { WasmEngine } from "../WasmEngine";
import { registerGradientWhere, registerWasm } from "./registerWasm";

const rowsAndNorms = (engine: WasmEngine, x: tf.TensorInfo, y: tf.TensorInfo, norms: number): Argument[] => [
  ...[x, y].map((each) => [engine.place(each), 4 * each.shape.at(-1)!] as const),
  [norms, 8],
];

/** softmax(x) [..., size]; and the place of the norms of its rows: see the kernel. */
export function softmaxOf(engine: WasmEngine, x: tf.TensorInfo): { y: tf.TensorInfo; norms: number } {
  const [rows, size] = engine.rowsOf(x);
  const y = engine.output(x.shape);
  const norms = engine.scratch(8 * rows);
  eachRow(engine, "softmax", { args: rowsAndNorms(engine, x, y, norms), rows, size });
  return { y, norms };
}

/** Kernels Softmax, in place of tfjs's own, and LogSoftmax, which tfjs has none of: x [..., size] -> [..., size]; and their gradients. */
export function registerSoftmax(): void {
  registerWasm("Softmax", (engine, { logits }) => softmaxOf(engine, logits!).y);
  registerWasm("LogSoftmax", (engine, { x }) => {
    const [rows, size] = engine.rowsOf(x!);
    const { y, norms } = softmaxOf(engine, x!);
    const numbers = engine.float32(norms, 2 * rows);
    for (let row = 0; row < rows; row++) numbers[2 * row + 1] = Math.log(numbers[2 * row + 1]!);
    eachRow(engine, "logSoftmax", { args: rowsAndNorms(engine, x!, y, norms), rows, size });
    return y;
  });
  for (const [name, kernel] of [
    ["SoftmaxGrad", "softmaxGrad"],
    ["LogSoftmaxGrad", "logSoftmaxGrad"],
  ] as const) {
    registerWasm(name, (engine, { dy, y }) => {
      const [rows, size] = engine.rowsOf(y!);
      const dx = engine.output(y!.shape);
      const args = [dy!, y!, dx].map((each) => [engine.place(each), 4 * size] as const);
      eachRow(engine, kernel, { args, rows, size });
      return dx;
    });
  }
  registerGradientWhere("Softmax", "SoftmaxGrad", (dy, [y]) => ({
    logits: () => tf.engine().runKernel("SoftmaxGrad", { dy, y: y! }) as tf.Tensor,
  }));
}
