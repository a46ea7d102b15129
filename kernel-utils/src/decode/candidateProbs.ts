import type { Candidates } from "./candidates";

/**
 * The candidates' probabilities, in `candidates.probs` [vocabSize], which is returned: only what is at their ids counts.
 * @throws RangeError when no candidate is left
 */
export function candidateProbs({ logits, ids, size, probs }: Candidates): Float32Array {
  if (size === 0)
    throw new RangeError("logits must hold a finite one, got -Infinity only: no token is left to choose from");
  let max = -Infinity;
  for (let i = 0; i < size; i++) if (logits[ids[i]!]! > max) max = logits[ids[i]!]!;
  let sum = 0;
  for (let i = 0; i < size; i++) sum += probs[ids[i]!] = Math.exp(logits[ids[i]!]! - max);
  for (let i = 0; i < size; i++) probs[ids[i]!]! /= sum;
  return probs;
}
