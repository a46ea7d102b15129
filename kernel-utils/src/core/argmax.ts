import { checkLogits } from "./checks";

/**
 * The index of the largest value; of ties, the first.
 * logits [n] -> an integer in [0, n)
 * @throws RangeError when empty, and for NaN or +Infinity
 */
export function argmax(logits: ArrayLike<number>): number {
  checkLogits(logits);
  let best = 0;
  for (let i = 1; i < logits.length; i++) if (logits[i]! > logits[best]!) best = i;
  return best;
}
