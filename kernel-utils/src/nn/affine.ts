import { tf } from "./tf";
import { hasKernel, runKernel } from "./wasm";

/** x weight^T + bias: x [rows, input], weight [output, input], bias [output] -> [rows, output]. The caller owns it. */
export function affine(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  if (hasKernel("Affine")) return runKernel("Affine", { x, weight, bias });
  return tf.tidy(() => x.matMul(weight, false, true).add(bias));
}
