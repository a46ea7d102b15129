import type { TokenId } from "../core";

/** softmax in 64 bits, which acceptance and residual compare. */
export function probsOf(logits: ArrayLike<number>): Float64Array {
  const probs = Float64Array.from(logits);
  const max = probs.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let id = 0; id < probs.length; id++) sum += probs[id] = Math.exp(probs[id]! - max);
  for (let id = 0; id < probs.length; id++) probs[id]! /= sum;
  return probs;
}

/**
 * The probability with which the target accepts a token that the draft proposed: 1 where the target finds it as likely as the
 * draft or likelier, else target over draft.
 * target [vocabSize], draft [vocabSize], probabilities -> in [0, 1]
 * @throws RangeError when they differ in length
 */
export function acceptance(target: Float64Array, draft: Float64Array, id: TokenId): number {
  checkSize(target, draft);
  return Math.min(1, target[id]! / draft[id]!);
}

/**
 * What a token is drawn from in place of one that wasn't accepted: what the target gives each token above what the draft gave
 * it. Accepting and this together come to the target's own distribution:
 * draft(x) acceptance(x) + (1 - sum of draft · acceptance) residual(x) = target(x).
 * target [vocabSize], draft [vocabSize], probabilities -> [vocabSize] with sum 1
 * @throws RangeError when they differ in length
 */
export function residual(target: Float64Array, draft: Float64Array): Float64Array {
  checkSize(target, draft);
  const rest = target.map((prob, id) => Math.max(0, prob - draft[id]!));
  const sum = rest.reduce((total, value) => total + value, 0);
  // Equal but for rounding: there's no rest, and hardly ever a token to replace.
  return sum > 0 ? rest.map((value) => value / sum) : target;
}

function checkSize(target: Float64Array, draft: Float64Array): void {
  if (target.length === draft.length) return;
  throw new RangeError(
    `target and draft must have one vocabulary, got ${target.length} and ${draft.length} tokens: take models of one tokenizer`,
  );
}
