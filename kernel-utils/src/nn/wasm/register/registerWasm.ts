import { tf } from "../../tf";
import { engineOf, type WasmEngine } from "../WasmEngine";

/** Register a kernel of the WebAssembly backend, in place of the one that it may have by that name. */
export function registerWasm(
  kernelName: string,
  run: (
    engine: WasmEngine,
    inputs: Record<string, tf.TensorInfo>,
    attrs: Record<string, unknown>,
  ) => tf.TensorInfo | tf.TensorInfo[],
): void {
  const backendName = "wasm";
  if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) =>
      run(engineOf(backend), inputs as Record<string, tf.TensorInfo>, attrs as Record<string, unknown>),
  });
}
