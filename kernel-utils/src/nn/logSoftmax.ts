import { checkInput } from "./checkInput";
import { tf } from "./tf";
import { hasKernel } from "./wasm";

/**
 * The logarithms of the softmax over the last axis: x - log(sum of e^x). x [..., size] -> [..., size], which the caller owns.
 * @throws RangeError for a tensor without an axis; TypeError if it isn't of dtype float32
 * Agrees with torch.nn.functional.log_softmax (PyTorch 2.13).
 */
export function logSoftmax(x: tf.Tensor): tf.Tensor {
  checkInput("logSoftmax: x", x, ["...", "size"]);
  return hasKernel("LogSoftmax") ? fusedLogSoftmax(x) : tf.logSoftmax(x);
}

const fusedLogSoftmax = tf.customGrad((x, save) => {
  const value = tf.engine().runKernel("LogSoftmax", { x: x as tf.Tensor }) as tf.Tensor;
  (save as tf.GradSaveFunc)([value]);
  const gradFunc = (dy: tf.Tensor, [y]: tf.Tensor[]) =>
    tf.engine().runKernel("LogSoftmaxGrad", { dy, y: y! }) as tf.Tensor;
  return { value, gradFunc };
}) as (x: tf.Tensor) => tf.Tensor;
