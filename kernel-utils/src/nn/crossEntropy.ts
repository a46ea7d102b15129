import { checkInput } from "./checkInput";
import { tf } from "./tf";
import { hasKernel } from "./wasm";

/** A target that is no token: of padding, say. */
export const ignoredTarget = -1;

/**
 * The mean of -log softmax(logits)[target] over all targets, in nats: how surprised the model is. Targets of -1 don't
 * count. logits [..., vocab], targets [...] of dtype int32 -> []. The caller owns it.
 * @throws RangeError if a shape doesn't fit, a target is outside [-1, vocab - 1], or all are -1; TypeError for other dtypes than
 *   float32 and int32
 * Agrees with torch.nn.functional.cross_entropy (PyTorch 2.13, ignore_index=-1).
 */
export function crossEntropy(logits: tf.Tensor, targets: tf.Tensor): tf.Scalar {
  checkInput("crossEntropy: logits", logits, ["...", "vocab"]);
  checkInput("crossEntropy: targets", targets, logits.shape.slice(0, -1), "int32");
  const vocabSize = logits.shape.at(-1)!;
  const ids: Int32Array = targets.dataSync<"int32">();
  const stranger = ids.findIndex((id) => id < ignoredTarget || id >= vocabSize);
  if (stranger >= 0) {
    throw new RangeError(
      `crossEntropy: targets must be in [-1, ${vocabSize - 1}], got ${ids[stranger]} at position ${stranger}; is it another tokenizer's?`,
    );
  }
  const numTokens = ids.filter((id) => id !== ignoredTarget).length;
  if (numTokens === 0) throw new RangeError("crossEntropy: targets must hold one that counts, got -1 only");
  const mean = hasKernel("CrossEntropy") ? fusedMean : plainMean;
  const loss = tf.customGrad((rows, save) => mean(rows as tf.Tensor, targets, numTokens, save as tf.GradSaveFunc));
  return tf.tidy(() => loss(logits.reshape([-1, vocabSize])) as tf.Scalar);
}

/** The mean loss and what makes its gradient by the logits, of logits as rows [n, vocab]. */
type Mean = (
  rows: tf.Tensor,
  targets: tf.Tensor,
  numTokens: number,
  save: tf.GradSaveFunc,
) => { value: tf.Scalar; gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor };

const fusedMean: Mean = (rows, targets, numTokens, save) => {
  const attrs = { numTokens };
  const [value, probs] = tf.engine().runKernel("CrossEntropy", { logits: rows, targets }, attrs) as tf.Tensor[];
  save([probs!, targets]);
  const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) =>
    tf.engine().runKernel("CrossEntropyGrad", { dy, probs: saved[0]!, targets: saved[1]! }, attrs) as tf.Tensor;
  return { value: value as tf.Scalar, gradFunc };
};

const plainMean: Mean = (rows, targets, numTokens, save) => {
  const logProbs = rows.logSoftmax(); // [n, vocab]
  const hits = tf.oneHot(targets.reshape([-1]).toInt(), rows.shape[1]!); // [n, vocab], a row of zeros for -1
  const counts = hits.sum(1, true); // [n, 1]
  save([logProbs, hits, counts]);
  const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
    const [log, hit, count] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
    return log.exp().mul(count).sub(hit).mul(dy.div(numTokens));
  };
  // Not a product with the hits: the log of a probability of 0 is -Infinity, and times 0 NaN.
  const ofTargets = tf.where(hits.toBool(), logProbs, tf.zerosLike(logProbs));
  return { value: ofTargets.sum().div(-numTokens).asScalar(), gradFunc };
};
