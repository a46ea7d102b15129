import { checkLogits } from "../core";
import type { Candidates } from "./candidates";
import { addTo, replaceSmallest } from "./smallestFirst";

/**
 * Drop all candidates but the `k` with the largest logits and those equal to the k-th, in one pass and without sorting.
 *
 * `keys` holds the k largest so far, as a heap. A logit must reach the smallest of them to be taken in, and few do: among n in
 * no order, about k ln(n / k) once the first k are in.
 */
export function keepLargest(candidates: Candidates, k: number): void {
  const { logits, ids, size, isListed, divisor, keys: largest } = candidates;
  let num = 0;
  let numLargest = 0;
  let bar = -Infinity;
  for (let i = 0; (i = skipBelow(bar, candidates, i)) < size; i++) {
    const id = isListed ? ids[i]! : i;
    const logit = logits[id]!;
    if (!(logit < Infinity)) checkLogits(logits); // NaN too, which isn't below anything
    if (logit === -Infinity) continue;
    ids[num++] = id; // num <= i: what it overwrites has been read
    if (numLargest < k) addTo(largest, numLargest++, logit);
    else if (logit > largest[0]!) replaceSmallest(largest, k, logit);
    if (numLargest === k) bar = belowTies(largest[0]!, divisor);
  }
  candidates.isListed = true;
  candidates.size = num > k ? keepTied(largest[0]!, candidates, num) : num;
  candidates.ruleOutOthers();
}

/**
 * The next place from `i` on with a logit that isn't below `bar`. Most of the time goes here, so that there's a loop of its own
 * for candidates without a list, and that takes four logits a round: half as long.
 */
function skipBelow(bar: number, { logits, ids, size, isListed }: Candidates, i: number): number {
  if (isListed) {
    while (i < size && logits[ids[i]!]! < bar) i++;
    return i;
  }
  const last = size - 3;
  while (i < last && logits[i]! < bar && logits[i + 1]! < bar && logits[i + 2]! < bar && logits[i + 3]! < bar) i += 4;
  while (i < size && logits[i]! < bar) i++;
  return i;
}

/**
 * A bound below all logits that may equal the k-th once they're divided. Dividing keeps the order, but of logits that lie
 * close to each other it can make equal ones.
 */
function belowTies(kth: number, divisor: number): number {
  // 8 times the distance between 32-bit floats of that size; the second is for quotients next to 0, where that is the same.
  return divisor === 1 ? kth : kth - Math.max(Math.abs(kth) * 2 ** -20, divisor * 1e-37);
}

/** Keep those of the first `num` ids whose logits reach `kth`, or will once they're divided. Returns how many they are. */
function keepTied(kth: number, { logits, ids, divisor }: Candidates, num: number): number {
  const threshold = Math.fround(kth / divisor);
  let numKept = 0;
  for (let i = 0; i < num; i++) {
    if (Math.fround(logits[ids[i]!]! / divisor) >= threshold) ids[numKept++] = ids[i]!;
  }
  return numKept;
}

/** The k-th largest logit of settled candidates, k in [1, size]; `keys` is used. */
export function kthLargest({ logits, ids, size, keys: largest }: Candidates, k: number): number {
  for (let i = 0; i < size; i++) {
    const logit = logits[ids[i]!]!;
    if (i < k) addTo(largest, i, logit);
    else if (logit > largest[0]!) replaceSmallest(largest, k, logit);
  }
  return largest[0]!;
}
