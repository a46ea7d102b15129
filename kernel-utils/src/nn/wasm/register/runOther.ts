import { tf } from "../../tf";

/** Run one of the WebAssembly backend's kernels from within another, and free what it was made from. */
export function runOther(
  kernelName: string,
  backend: unknown,
  { x, ...rest }: Record<string, tf.TensorInfo> & { x: tf.TensorInfo },
  attrs: Record<string, unknown> = {},
): tf.TensorInfo {
  const { kernelFunc } = tf.getKernel(kernelName, "wasm")!;
  const result = kernelFunc({ inputs: { x, ...rest }, attrs: attrs as tf.NamedAttrMap, backend: backend as object });
  (backend as { disposeData(id: object): void }).disposeData(x.dataId);
  return result as tf.TensorInfo;
}
