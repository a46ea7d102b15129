import { tf } from "../../tf";
import { engineOf } from "../WasmEngine";

/** Run one of the WebAssembly backend's kernels from within another, and free what it was made from. */
export function runOther(
  kernelName: string,
  backend: unknown,
  { x, ...rest }: Record<string, tf.TensorInfo> & { x: tf.TensorInfo },
  attrs: Record<string, unknown> = {},
): tf.TensorInfo {
  const { kernelFunc } = tf.getKernel(kernelName, "wasm")!;
  const result = kernelFunc({ inputs: { x, ...rest }, attrs: attrs as tf.NamedAttrMap, backend: backend as object });
  engineOf(backend).free(x);
  return result as tf.TensorInfo;
}
