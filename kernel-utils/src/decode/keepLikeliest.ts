import type { Candidates } from "./candidates";
import { walkUp, type Border } from "./walkUp";

/** Drop all candidates but the `num` likeliest; of equally likely ones, the higher ids stay. */
export function keepLikeliest(candidates: Candidates, num: number, border: Border): void {
  const numDropped = candidates.size - num;
  if (numDropped <= 0) return;
  walkUp(candidates, candidates.logits, null, (taken) => taken <= numDropped, border);
  dropBelow(candidates, border);
}

/** Drop what a walk up the logits took. Of the last equal ones, the lower ids go first. */
export function dropBelow(candidates: Candidates, { key, numEqual }: Border): void {
  const { logits, ids, size } = candidates;
  for (let i = 0; i < size; i++) {
    const logit = logits[ids[i]!]!;
    if (logit < key || (logit === key && numEqual-- > 0)) logits[ids[i]!] = -Infinity;
  }
  candidates.sweep();
}
