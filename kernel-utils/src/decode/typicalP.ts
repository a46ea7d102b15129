import { checkInteger, checkNumber } from "../core";
import { candidateProbs } from "./candidateProbs";
import type { Candidates } from "./candidates";
import { inPlace } from "./inPlace";
import type { KeepOptions, Transform } from "./types";
import { createBorder, walkUp } from "./walkUp";

/**
 * Keep the tokens that say about as much as is to be expected here: those whose surprise -log p lies nearest to the entropy,
 * until their probabilities sum to `mass`, and those as near as the last of them. The likeliest may go.
 * logits [vocabSize] -> [vocabSize]; dropped entries become -Infinity
 * @param mass in (0, 1): lower keeps fewer
 * @param options.minTokensToKeep an integer >= 1, default 1: the nearest that stay whatever mass is
 * @throws RangeError outside
 * Source: Meister et al. 2022, arXiv:2202.00666; agrees with HF TypicalLogitsWarper.
 */
export function typicalP(mass: number, { minTokensToKeep = 1 }: KeepOptions = {}): Transform {
  checkNumber("typicalP", mass);
  if (!(mass > 0 && mass < 1)) {
    throw new RangeError(`typicalP must be in (0, 1), got ${mass}: 0.9 is a usual one; to keep all, leave it out`);
  }
  checkInteger("minTokensToKeep", minTokensToKeep, 1);
  const limit = Math.fround(mass);
  const isShort = (sum: number) => sum < limit;
  const isFew = (num: number) => num <= minTokensToKeep;
  const border = createBorder();
  return inPlace((candidates) => {
    const { logits, ids, size, keys: distances } = candidates;
    const probs = candidateProbs(candidates);
    distancesFromEntropy(candidates, probs);
    walkUp(candidates, distances, probs, isShort, border);
    const threshold = border.key; // the walk ends before the token that makes the sum large enough
    let numKept = 0;
    for (let i = 0; i < size; i++) if (distances[ids[i]!]! <= threshold) numKept++;
    let numTied = size; // all as near as the last one
    if (numKept < minTokensToKeep) {
      walkUp(candidates, distances, null, isFew, border);
      numTied = border.numEqual;
    }
    for (let i = 0; i < size; i++) {
      const distance = distances[ids[i]!]!;
      if (distance < border.key || (distance === border.key && numTied-- > 0)) continue;
      logits[ids[i]!] = -Infinity;
    }
    candidates.sweep();
  });
}

/** abs(-log p - entropy) of each candidate, in `candidates.keys`; rounded to 32 bits at each step, as Hugging Face's are. */
function distancesFromEntropy({ logits, ids, size, keys }: Candidates, probs: Float32Array): void {
  let max = -Infinity;
  for (let i = 0; i < size; i++) max = Math.max(max, logits[ids[i]!]!);
  let sum = 0;
  for (let i = 0; i < size; i++) sum += Math.exp(logits[ids[i]!]! - max);
  const logSum = Math.log(sum);
  let entropy = 0;
  for (let i = 0; i < size; i++) {
    const id = ids[i]!;
    keys[id] = logits[id]! - max - logSum;
    entropy -= keys[id]! * probs[id]!;
  }
  entropy = Math.fround(entropy);
  for (let i = 0; i < size; i++) keys[ids[i]!] = Math.abs(-keys[ids[i]!]! - entropy);
}
