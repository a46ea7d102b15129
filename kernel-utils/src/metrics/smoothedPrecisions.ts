import type { BleuSmoothing } from "./bleu";

/**
 * The shares of n-grams that are right, in percent; where none is, what the smoothing says.
 * numRight [maxOrder], totals [maxOrder] -> one for each order up to the first of which there's no n-gram
 * Source: Chen and Cherry 2014, A systematic comparison of smoothing techniques for sentence-level BLEU; methods 3, 1 and 2,
 * as sacrebleu has them. When nothing at all is right, all are 0.
 */
export function smoothedPrecisions(
  numRight: readonly number[],
  totals: readonly number[],
  smoothing: BleuSmoothing,
  value = smoothing === "floor" ? 0.1 : 1,
): number[] {
  const precisions: number[] = [];
  const isNothingRight = numRight.every((num) => num === 0);
  let share = 1; // of an n-gram
  for (const i of totals.keys()) {
    const added = smoothing === "add-k" && i > 0 ? value : 0;
    const total = totals[i]! + added;
    if (total === 0) break;
    let right = numRight[i]! + added;
    if (right === 0 && smoothing === "floor") right = value;
    if (right === 0 && smoothing === "exp") right = share /= 2;
    precisions.push(isNothingRight ? 0 : (100 * right) / total);
  }
  return precisions;
}
