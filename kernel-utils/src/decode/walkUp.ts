import type { Candidates } from "./candidates";

/** Where a walk up a ranking ends: it took those with lower keys than `key`, and `numEqual` of those with that key. */
export interface Border {
  key: number;
  numEqual: number;
  /** How many it took in all. */
  num: number;
}

/** One to be used again and again, so that no walk allocates any. */
export function createBorder(): Border {
  return { key: Infinity, numEqual: 0, num: 0 };
}

/**
 * Walk up the candidates from the lowest key, adding up their weights, as long as `goesOn` says yes to the sum so far (which
 * it does up to some sum, and from there on doesn't). Sums are those of a 32-bit cumulative sum, as in Hugging Face's.
 * Nothing is sorted: as in Hoare's FIND, candidates are split at a pivot, and only the side with the border is split again.
 * @param keys [vocabSize], what to rank by
 * @param weights [vocabSize]; null: 1 each
 */
export function walkUp(
  { ids, size, order }: Candidates,
  keys: Float32Array,
  weights: Float32Array | null,
  goesOn: (sum: number) => boolean,
  border: Border,
): void {
  for (let i = 0; i < size; i++) order[i] = ids[i]!;
  let low = 0; // those before are taken: `sum`
  let high = size; // those from here on aren't
  let sum = 0;
  border.key = Infinity;
  border.numEqual = 0;
  while (low < high) {
    const pivot = keys[order[(low + high) >>> 1]!]!;
    // Split in three: [low, less) below the pivot, [less, more) equal to it, [more, high) above it.
    let less = low;
    let more = high;
    let sumLess = 0;
    for (let i = low; i < more;) {
      const id = order[i]!;
      const key = keys[id]!;
      if (key < pivot) {
        sumLess += weights === null ? 1 : weights[id]!;
        order[i++] = order[less]!;
        order[less++] = id;
      } else if (key > pivot) {
        order[i] = order[--more]!;
        order[more] = id;
      } else i++;
    }
    if (less > low && !goesOn(Math.fround(sum + sumLess))) {
      high = less;
      continue;
    }
    sum += sumLess;
    low = less;
    while (low < more && goesOn(Math.fround(sum + (weights === null ? 1 : weights[order[low]!]!)))) {
      sum += weights === null ? 1 : weights[order[low]!]!;
      low++;
    }
    if (low < more || low === high) {
      border.key = pivot;
      border.numEqual = low - less;
      break;
    }
  }
  border.num = low;
}
