import { checkInteger, checkNumber } from "../core";
import { candidateProbs } from "./candidateProbs";
import { dropUnlikely } from "./dropUnlikely";
import { inPlace } from "./inPlace";
import type { KeepOptions, Transform } from "./types";

/**
 * Keep the tokens with a probability of at least min(epsilon, sqrt(epsilon) exp(-entropy)): where the model is unsure, the
 * bar is lower than that of epsilonCutoff.
 * logits [vocabSize] -> [vocabSize]; dropped entries become -Infinity
 * @param epsilon in (0, 1): lower keeps more
 * @param options.minTokensToKeep an integer >= 1, default 1: the likeliest that stay whatever epsilon is
 * @throws RangeError outside
 * Source: Hewitt et al. 2022, arXiv:2210.15191; agrees with HF EtaLogitsWarper.
 */
export function etaCutoff(epsilon: number, { minTokensToKeep = 1 }: KeepOptions = {}): Transform {
  checkNumber("etaCutoff", epsilon);
  if (!(epsilon > 0 && epsilon < 1)) {
    throw new RangeError(`etaCutoff must be in (0, 1), got ${epsilon}: usual ones are 3e-4 to 4e-3`);
  }
  checkInteger("minTokensToKeep", minTokensToKeep, 1);
  return inPlace((candidates) => {
    const { ids, size } = candidates;
    const probs = candidateProbs(candidates);
    let entropy = 0; // nats
    for (let i = 0; i < size; i++) if (probs[ids[i]!]! > 0) entropy -= probs[ids[i]!]! * Math.log(probs[ids[i]!]!);
    const eta = Math.min(epsilon, Math.sqrt(epsilon) * Math.exp(-entropy));
    dropUnlikely(candidates, Math.fround(eta), minTokensToKeep);
  });
}
