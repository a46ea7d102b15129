import { checkInteger } from "../core";
import { inPlace } from "./inPlace";
import { keepLargest } from "./keepLargest";
import type { KeepOptions, Transform } from "./types";

/**
 * Keep the `k` likeliest tokens, and those as likely as the k-th.
 * logits [vocabSize] -> [vocabSize]; dropped entries become -Infinity
 * @param k an integer >= 1: lower keeps fewer; vocabSize or more keeps all
 * @param options.minTokensToKeep an integer >= 1, default 1: raises a smaller k
 * @throws RangeError outside
 * Source: Fan et al. 2018, arXiv:1805.04833; agrees with HF TopKLogitsWarper.
 */
export function topK(k: number, { minTokensToKeep = 1 }: KeepOptions = {}): Transform {
  checkInteger("topK", k, 1);
  checkInteger("minTokensToKeep", minTokensToKeep, 1);
  const numKept = Math.max(k, minTokensToKeep);
  return inPlace(
    (candidates) => {
      if (numKept < candidates.size) keepLargest(candidates, numKept);
    },
    { isLazy: true },
  );
}
