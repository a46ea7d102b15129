import type { tf } from "../../tf";
import { engineOf } from "../WasmEngine";
import { runOther } from "./runOther";

/** Compute with tensors as floats, which our kernels read; what comes of it is given the dtype of the first. */
export function asFloats<T extends tf.TensorInfo[]>(
  backend: unknown,
  tensors: T,
  compute: (...floats: T) => tf.TensorInfo,
): tf.TensorInfo {
  if (tensors.every(({ dtype }) => dtype === "float32")) return compute(...tensors);
  const engine = engineOf(backend);
  const floats = tensors.map((x) => runOther("Cast", backend, { x: engine.same(x) }, { dtype: "float32" })) as T;
  const result = compute(...floats);
  for (const x of floats) engine.free(x);
  const { dtype } = tensors[0]!;
  return dtype === "float32" ? result : runOther("Cast", backend, { x: result }, { dtype });
}
