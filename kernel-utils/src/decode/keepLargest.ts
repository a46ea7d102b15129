import { checkLogits } from "../core";
import type { Candidates } from "./candidates";
import { select } from "./select";

/**
 * Drop all candidates but the `k` with the largest logits and those equal to the k-th, in one pass and without sorting.
 *
 * Candidates are taken in as long as there's room; then all below the k-th largest so far go again, and from then on a logit
 * must reach that one to be taken in. Few do: among n logits in no order, about k ln(n / k).
 */
export function keepLargest(candidates: Candidates, k: number): void {
  const { logits, ids, size, isListed } = candidates;
  const numMore = Math.max(k, 128);
  let num = 0;
  let full = k + numMore;
  let threshold = -Infinity;
  for (let i = 0; i < size; i++) {
    const id = isListed ? ids[i]! : i;
    const logit = logits[id]!;
    if (logit < threshold) continue;
    if (!(logit < Infinity)) checkLogits(logits); // NaN too, which isn't below anything
    if (logit === -Infinity) continue;
    ids[num++] = id; // num <= i: what it overwrites has been read
    if (num < full) continue;
    threshold = belowTies(kthLargest(candidates, num, k), candidates.divisor);
    num = keepFrom(threshold, candidates, num);
    full = num + numMore;
  }
  candidates.isListed = true;
  candidates.size = num > k ? keepTied(kthLargest(candidates, num, k), candidates, num) : num;
  candidates.ruleOutOthers();
}

/** The k-th largest logit of the first `num` ids; `keys` is used. */
export function kthLargest({ logits, ids, keys }: Candidates, num: number, k: number): number {
  for (let i = 0; i < num; i++) keys[i] = logits[ids[i]!]!;
  return select(keys, num, k);
}

/**
 * A bound below all logits that may equal the k-th once they're divided. Dividing keeps the order, but of logits that lie
 * close to each other it can make equal ones.
 */
function belowTies(kth: number, divisor: number): number {
  // 8 times the distance between 32-bit floats of that size; the second is for quotients next to 0, where that is the same.
  return divisor === 1 ? kth : kth - Math.max(Math.abs(kth) * 2 ** -20, divisor * 1e-37);
}

/** Keep those of the first `num` ids whose logits reach `threshold`. Returns how many they are. */
function keepFrom(threshold: number, { logits, ids }: Candidates, num: number): number {
  let numKept = 0;
  for (let i = 0; i < num; i++) if (logits[ids[i]!]! >= threshold) ids[numKept++] = ids[i]!;
  return numKept;
}

/** Keep those whose logits reach `kth`, or will once they're divided. Returns how many they are. */
function keepTied(kth: number, { logits, ids, divisor }: Candidates, num: number): number {
  const threshold = Math.fround(kth / divisor);
  let numKept = 0;
  for (let i = 0; i < num; i++) {
    if (Math.fround(logits[ids[i]!]! / divisor) >= threshold) ids[numKept++] = ids[i]!;
  }
  return numKept;
}
