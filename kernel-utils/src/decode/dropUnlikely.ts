import type { Candidates } from "./candidates";
import { kthLargest } from "./keepLargest";

/**
 * Drop the candidates with a probability (in `candidates.probs`) below `threshold`, but not the `minTokensToKeep` likeliest,
 * nor those as likely as the last of them.
 */
export function dropUnlikely(candidates: Candidates, threshold: number, minTokensToKeep: number): void {
  const { logits, ids, size, probs } = candidates;
  if (size <= minTokensToKeep) return;
  const lowestKept = kthLargest(candidates, minTokensToKeep);
  for (let i = 0; i < size; i++) {
    const id = ids[i]!;
    if (probs[id]! < threshold && logits[id]! < lowestKept) logits[id] = -Infinity;
  }
  candidates.sweep();
}
