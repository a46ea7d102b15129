import { tf } from "../../tf";
import { hasKernel } from "../hasKernel";
import { engineOf, type WasmEngine } from "../WasmEngine";

const backendName = "wasm";

type Inputs = Record<string, tf.TensorInfo>;
type Attributes = Record<string, unknown>;
type Gradients = ReturnType<tf.GradFunc>;
type Run = (engine: WasmEngine, inputs: Inputs, attrs: Attributes) => tf.TensorInfo | tf.TensorInfo[];

/** Register a kernel of the WebAssembly backend, in place of the one that it may have by that name. */
export function registerWasm(kernelName: string, run: Run): void {
  if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => run(engineOf(backend), inputs as Inputs, attrs as Attributes),
  });
}

/** The same for some cases alone: in the others it is the backend's kernel that runs. */
export function registerWasmWhere(
  kernelName: string,
  isCase: (inputs: Inputs, attrs: Attributes) => boolean,
  run: Run,
): void {
  const kernel = tf.getKernel(kernelName, backendName)!;
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    ...kernel,
    kernelFunc(given) {
      const [inputs, attrs] = [given.inputs as Inputs, given.attrs as Attributes];
      return isCase(inputs, attrs) ? run(engineOf(given.backend), inputs, attrs) : kernel.kernelFunc(given);
    },
  });
}

/**
 * Register a gradient in place of tfjs's own, for backends that have the kernel it needs; where it gives none, and on the others, it is
 * tfjs's that counts.
 */
export function registerGradientWhere(
  kernelName: string,
  neededKernel: string,
  gradFunc: (dy: tf.Tensor, saved: tf.Tensor[], attrs: tf.NamedAttrMap) => Gradients | undefined,
): void {
  const plain = tf.getGradient(kernelName);
  tf.registerGradient({
    ...plain,
    gradFunc(dy, saved, attrs) {
      const own = hasKernel(neededKernel) ? gradFunc(dy as tf.Tensor, saved, attrs) : undefined;
      return own ?? plain.gradFunc(dy, saved, attrs);
    },
  });
}
