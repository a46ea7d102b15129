import { checkInteger, checkNumber } from "../core";
import { candidateProbs } from "./candidateProbs";
import { dropUnlikely } from "./dropUnlikely";
import { inPlace } from "./inPlace";
import type { KeepOptions, Transform } from "./types";

/**
 * Keep the tokens with a probability of at least `epsilon`.
 * logits [vocabSize] -> [vocabSize]; dropped entries become -Infinity
 * @param epsilon in (0, 1): lower keeps more
 * @param options.minTokensToKeep an integer >= 1, default 1: the likeliest that stay whatever epsilon is
 * @throws RangeError outside
 * Source: Hewitt et al. 2022, arXiv:2210.15191; agrees with HF EpsilonLogitsWarper.
 */
export function epsilonCutoff(epsilon: number, { minTokensToKeep = 1 }: KeepOptions = {}): Transform {
  checkNumber("epsilonCutoff", epsilon);
  if (!(epsilon > 0 && epsilon < 1)) {
    throw new RangeError(`epsilonCutoff must be in (0, 1), got ${epsilon}: usual ones are 3e-4 to 9e-4`);
  }
  checkInteger("minTokensToKeep", minTokensToKeep, 1);
  const threshold = Math.fround(epsilon);
  return inPlace((candidates) => {
    candidateProbs(candidates);
    dropUnlikely(candidates, threshold, minTokensToKeep);
  });
}
