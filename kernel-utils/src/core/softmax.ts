import { checkLogits } from "./checks";

/**
 * Probabilities of logits: exp(logits) divided by its sum.
 * logits [n] -> [n], each in [0, 1], with sum 1; -Infinity becomes 0.
 * @throws RangeError when empty, for NaN or +Infinity, and when every logit is -Infinity
 */
export function softmax(logits: ArrayLike<number>): Float32Array {
  const max = maxLogit(logits);
  const exps = new Float64Array(logits.length);
  let sum = 0;
  for (let i = 0; i < exps.length; i++) sum += exps[i] = Math.exp(logits[i]! - max);
  const probs = new Float32Array(logits.length);
  for (let i = 0; i < probs.length; i++) probs[i] = exps[i]! / sum;
  return probs;
}

/**
 * Logarithms of the probabilities of logits, in nats: what log(softmax(logits)) is, without its underflow.
 * logits [n] -> [n], each at most 0; -Infinity stays.
 * @throws RangeError as softmax does
 */
export function logSoftmax(logits: ArrayLike<number>): Float32Array {
  const max = maxLogit(logits);
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += Math.exp(logits[i]! - max);
  const logSum = Math.log(sum);
  const logProbs = new Float32Array(logits.length);
  for (let i = 0; i < logProbs.length; i++) logProbs[i] = logits[i]! - max - logSum;
  return logProbs;
}

/** The largest logit. Subtracted before exp, it makes the largest term 1: nothing overflows. */
function maxLogit(logits: ArrayLike<number>): number {
  checkLogits(logits);
  let max = -Infinity;
  for (let i = 0; i < logits.length; i++) if (logits[i]! > max) max = logits[i]!;
  if (max > -Infinity) return max;
  throw new RangeError("logits must hold a finite one, got -Infinity only: no token is left to choose from");
}
