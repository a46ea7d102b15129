import { checkInteger, checkNumber, softmax } from "../core";
import { inPlace } from "./inPlace";
import type { Transform } from "./types";

/**
 * Keep the fewest likeliest tokens whose probabilities sum to at least `p`; the one that crosses p stays. Of equally likely
 * tokens at the border, those with the higher ids stay.
 * logits [vocabSize] -> [vocabSize]; dropped entries become -Infinity
 * @param p in [0, 1]: lower keeps fewer, 0 the likeliest alone, 1 all
 * @param options.minTokensToKeep an integer >= 1, default 1: the likeliest that stay whatever p is
 * @throws RangeError outside
 * Source: Holtzman et al. 2020, arXiv:1904.09751; agrees with HF TopPLogitsWarper, its 32-bit sums included.
 */
export function topP(p: number, { minTokensToKeep = 1 }: { minTokensToKeep?: number } = {}): Transform {
  checkNumber("topP", p);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`topP must be in [0, 1], got ${p}`);
  checkInteger("minTokensToKeep", minTokensToKeep, 1);
  return inPlace((logits) => {
    if (p === 1 || minTokensToKeep >= logits.length) return;
    const ascending = logits.toSorted();
    const numDropped = Math.min(numUpTo(1 - p, softmax(ascending)), logits.length - minTokensToKeep);
    dropLowest(logits, numDropped, ascending[numDropped]!);
  });
}

/** How many of `probs`, from the first on, sum to at most `mass`. */
function numUpTo(mass: number, probs: Float32Array): number {
  const limit = Math.fround(mass);
  let cumulative = 0;
  let num = 0;
  while (num < probs.length) {
    cumulative += probs[num]!;
    if (Math.fround(cumulative) > limit) break;
    num++;
  }
  return num;
}

/** Drop the `numDropped` lowest logits, all below or equal to `threshold`; of those equal to it, the first. */
function dropLowest(logits: Float32Array, numDropped: number, threshold: number): void {
  let numEqual = numDropped;
  for (let i = 0; i < logits.length; i++) if (logits[i]! < threshold) numEqual--;
  for (let i = 0; i < logits.length; i++) {
    if (logits[i]! > threshold || (logits[i] === threshold && numEqual-- <= 0)) continue;
    logits[i] = -Infinity;
  }
}
