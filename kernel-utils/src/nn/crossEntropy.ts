import { describeValue } from "../core";
import { checkShape } from "./shape";
import { tf } from "./tf";

/** A target that is no token: of padding, say. */
export const ignoredTarget = -1;

/**
 * The mean of -log softmax(logits)[target] over all targets, in nats: how surprised the model is. Targets of -1 don't
 * count. logits [..., vocab], targets [...] of dtype int32 -> []. The caller owns it.
 * @throws RangeError if a shape doesn't fit, a target is outside [-1, vocab - 1], or all are -1; TypeError for another dtype
 * Agrees with torch.nn.functional.cross_entropy (PyTorch 2.13, ignore_index=-1).
 */
export function crossEntropy(logits: tf.Tensor, targets: tf.Tensor): tf.Scalar {
  checkShape("crossEntropy: logits", logits, ["...", "vocab"]);
  checkShape("crossEntropy: targets", targets, logits.shape.slice(0, -1));
  if (targets.dtype !== "int32") {
    throw new TypeError(`crossEntropy: targets must have dtype int32, got ${describeValue(targets.dtype)}`);
  }
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
  const loss = tf.customGrad((rows, save) => {
    const logProbs = (rows as tf.Tensor).logSoftmax(); // [n, vocab]
    const hits = tf.oneHot(targets.reshape([-1]).toInt(), vocabSize); // [n, vocab], a row of zeros for -1
    const counts = hits.sum(1, true); // [n, 1]
    (save as tf.GradSaveFunc)([logProbs, hits, counts]);
    const gradFunc = (dy: tf.Scalar, saved: tf.Tensor[]) => {
      const [log, hit, count] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      return log.exp().mul(count).sub(hit).mul(dy.div(numTokens));
    };
    return { value: logProbs.mul(hits).sum().div(-numTokens).asScalar(), gradFunc };
  });
  return tf.tidy(() => loss(logits.reshape([-1, vocabSize])) as tf.Scalar);
}
