import { checkInteger } from "../core";
import { inPlace } from "./inPlace";
import type { Transform } from "./types";

/**
 * Keep the `k` likeliest tokens, and those as likely as the k-th.
 * logits [vocabSize] -> [vocabSize]; dropped entries become -Infinity
 * @param k an integer >= 1: lower keeps fewer; vocabSize or more keeps all
 * @param options.minTokensToKeep an integer >= 1, default 1: raises a smaller k
 * @throws RangeError outside
 * Source: Fan et al. 2018, arXiv:1805.04833; agrees with HF TopKLogitsWarper.
 */
export function topK(k: number, { minTokensToKeep = 1 }: { minTokensToKeep?: number } = {}): Transform {
  checkInteger("topK", k, 1);
  checkInteger("minTokensToKeep", minTokensToKeep, 1);
  const numKept = Math.max(k, minTokensToKeep);
  return inPlace((logits) => {
    if (numKept >= logits.length) return;
    const threshold = kthLargest(logits.slice(), numKept);
    for (let i = 0; i < logits.length; i++) if (logits[i]! < threshold) logits[i] = -Infinity;
  });
}

/**
 * The k-th largest of `values`, which it reorders; linear in their number on average.
 * Source: Hoare 1961, Algorithm 65: FIND.
 */
function kthLargest(values: Float32Array, k: number): number {
  const target = values.length - k; // its place in ascending order
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >>> 1]!;
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left]! < pivot) left++;
      while (values[right]! > pivot) right--;
      if (left > right) break;
      [values[left], values[right]] = [values[right]!, values[left]!];
      left++;
      right--;
    }
    // Now [low, right] <= pivot <= [left, high], and what lies between is the pivot.
    if (target <= right) high = right;
    else if (target >= left) low = left;
    else break;
  }
  return values[target]!;
}
