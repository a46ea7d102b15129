import { checkInput } from "./checkInput";
import { tf } from "./tf";
import { hasKernel } from "./wasm";

/**
 * x times the probability that a standard normal number is below x: a relu without the corner. x [...] -> [...], which the
 * caller owns.
 * @throws TypeError if x isn't float32
 * Source: Hendrycks and Gimpel 2016, arXiv:1606.08415; agrees with torch.nn.functional.gelu (PyTorch 2.13).
 */
export function gelu(x: tf.Tensor): tf.Tensor {
  checkInput("gelu: x", x, ["..."]);
  if (hasKernel("Gelu")) return fusedGelu(x);
  return tf.tidy(() => x.mul(x.mul(Math.SQRT1_2).erf().add(1)).mul(0.5));
}

const fusedGelu = tf.customGrad((x, save) => {
  const [value, slope] = tf.engine().runKernel("Gelu", { x: x as tf.Tensor }) as [tf.Tensor, tf.Tensor];
  (save as tf.GradSaveFunc)([slope]);
  const gradFunc = (dy: tf.Tensor, [saved]: tf.Tensor[]) =>
    tf.engine().runKernel("GeluGrad", { dy, slope: saved! }) as tf.Tensor;
  return { value, gradFunc };
}) as (x: tf.Tensor) => tf.Tensor;
