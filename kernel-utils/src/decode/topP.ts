import { checkInteger, checkNumber } from "../core";
import { candidateProbs } from "./candidateProbs";
import { dropBelow, keepLikeliest } from "./keepLikeliest";
import { inPlace } from "./inPlace";
import type { KeepOptions, Transform } from "./types";
import { createBorder, walkUp } from "./walkUp";

/**
 * Keep the fewest likeliest tokens whose probabilities sum to at least `p`; the one that crosses p stays. Of equally likely
 * tokens at the border, those with the higher ids stay.
 * logits [vocabSize] -> [vocabSize]; dropped entries become -Infinity
 * @param p in [0, 1]: lower keeps fewer, 0 the likeliest alone, 1 all
 * @param options.minTokensToKeep an integer >= 1, default 1: the likeliest that stay whatever p is
 * @throws RangeError outside
 * Source: Holtzman et al. 2020, arXiv:1904.09751; agrees with HF TopPLogitsWarper, its 32-bit sums included.
 */
export function topP(p: number, { minTokensToKeep = 1 }: KeepOptions = {}): Transform {
  checkNumber("topP", p);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`topP must be in [0, 1], got ${p}`);
  checkInteger("minTokensToKeep", minTokensToKeep, 1);
  const limit = Math.fround(1 - p);
  const fits = (sum: number) => sum <= limit;
  const border = createBorder();
  return inPlace((candidates) => {
    if (p === 1 || minTokensToKeep >= candidates.vocabSize) return;
    const probs = candidateProbs(candidates);
    walkUp(candidates, candidates.logits, probs, fits, border); // the unlikely ones, up to 1 - p
    if (candidates.size - border.num < minTokensToKeep) keepLikeliest(candidates, minTokensToKeep, border);
    else dropBelow(candidates, border);
  });
}
