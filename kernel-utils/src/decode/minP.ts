import { checkInteger, checkNumber } from "../core";
import { candidateProbs } from "./candidateProbs";
import { dropUnlikely } from "./dropUnlikely";
import { inPlace } from "./inPlace";
import type { KeepOptions, Transform } from "./types";

/**
 * Keep the tokens with at least the share `p` of the largest probability: few where the model is sure, many where it isn't.
 * logits [vocabSize] -> [vocabSize]; dropped entries become -Infinity
 * @param p in [0, 1]: lower keeps more, 0 all, 1 the likeliest alone
 * @param options.minTokensToKeep an integer >= 1, default 1: the likeliest that stay whatever p is
 * @throws RangeError outside
 * Source: Nguyen et al. 2024, arXiv:2407.01082; agrees with HF MinPLogitsWarper.
 */
export function minP(p: number, { minTokensToKeep = 1 }: KeepOptions = {}): Transform {
  checkNumber("minP", p);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`minP must be in [0, 1], got ${p}: 0.05 is a usual one, 0 keeps all`);
  checkInteger("minTokensToKeep", minTokensToKeep, 1);
  const share = Math.fround(p); // 32-bit as in Hugging Face's, so that the same tokens lie on the border
  return inPlace((candidates) => {
    const probs = candidateProbs(candidates);
    let largest = 0;
    for (let i = 0; i < candidates.size; i++) largest = Math.max(largest, probs[candidates.ids[i]!]!);
    dropUnlikely(candidates, Math.fround(share * largest), minTokensToKeep);
  });
}
