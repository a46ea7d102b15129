import { tf } from "./tf";
import { hasKernel } from "./wasm";

/** x weight^T + bias: x [rows, input], weight [output, input], bias [output] -> [rows, output]. The caller owns it. */
export function affine(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  if (hasKernel("Affine")) return tf.engine().runKernel("Affine", { x, weight, bias }) as tf.Tensor;
  return tf.tidy(() => x.matMul(weight, false, true).add(bias));
}
