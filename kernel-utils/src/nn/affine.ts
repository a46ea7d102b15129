import { tf } from "./tf";
import { hasKernel, runKernel } from "./wasm";

/** x weight^T + bias: x [..., input], weight [output, input], bias [output] -> [..., output]. The caller owns it. */
export function affine(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  if (hasKernel("Affine")) return runKernel("Affine", { x, weight, bias });
  const [outputSize, inputSize] = weight.shape as [number, number];
  return tf.tidy(() => {
    const y = x.reshape([-1, inputSize]).matMul(weight, false, true).add(bias); // [rows, output]
    return y.reshape([...x.shape.slice(0, -1), outputSize]);
  });
}
