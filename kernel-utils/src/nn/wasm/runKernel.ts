import { tf } from "../tf";

/**
 * Run a kernel of our own by its name, on the current backend.
 * @throws Error for an input that was disposed of, as tfjs's own functions do: a kernel would find other numbers there
 */
export function runKernel<T extends tf.Tensor | tf.Tensor[]>(
  kernelName: string,
  inputs: tf.NamedTensorMap,
  attrs?: Record<string, number | boolean | string | number[]>,
): T {
  for (const [name, { isDisposed }] of Object.entries(inputs)) {
    if (isDisposed)
      throw new Error(`${kernelName}: ${name} must be in use, got a tensor that was disposed of; keep it`);
  }
  return tf.engine().runKernel(kernelName, inputs, attrs) as T;
}
