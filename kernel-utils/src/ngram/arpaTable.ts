import { backoffTable, type BackoffLevel, type BackoffTable } from "./backoffTable";
import { lowerBound } from "./lowerBound";

/** The n-grams of one length as they stand in an ARPA file. */
export interface ArpaEntries {
  /** The ids of each, one after the other: [size · n]. */
  readonly ngrams: Uint32Array;
  readonly probs: Float64Array;
  /** [size]; empty for the longest. */
  readonly backoffs: Float64Array;
  /** The line of the first; the others follow. */
  readonly firstLine: number;
}

/**
 * The backoff table of entries in any order: [order] of them, the 1-grams in the order of their ids.
 * @param fail throws for an entry: its line and what it must be
 */
export function arpaTable(
  entries: readonly ArpaEntries[],
  vocabSize: number,
  fail: (line: number, reason: string) => never,
): BackoffTable {
  const order = entries.length;
  const levels: BackoffLevel[] = [
    {
      ids: Uint32Array.of(0),
      childStarts: Uint32Array.of(0, vocabSize),
      probs: Float64Array.of(1 / vocabSize),
      backoffs: Float64Array.of(1),
    },
  ];
  for (const [i, { ngrams, probs, backoffs, firstLine }] of entries.entries()) {
    const n = i + 1;
    const size = probs.length;
    const ids = Uint32Array.from({ length: size }, (_, entry) => ngrams[n * entry + n - 1]!);
    const parents = Uint32Array.from({ length: size }, (_, entry) => {
      let node = 0;
      for (let k = 0; k < n - 1 && node !== -1; k++) node = findChild(levels, k, node, ngrams[n * entry + k]!);
      return node === -1
        ? fail(firstLine + entry, `must have its first ${n - 1} tokens among the ${n - 1}-grams`)
        : node;
    });
    const sorted = sortBy(parents, sortBy(ids, Uint32Array.from(ids.keys()), vocabSize), levels[i]!.ids.length);
    for (let at = 1; at < size; at++) {
      const [before, entry] = [sorted[at - 1]!, sorted[at]!];
      if (ids[before] === ids[entry] && parents[before] === parents[entry]) {
        fail(
          firstLine + entry,
          `must be an n-gram that hasn't come before, got that of line ${firstLine + before} again`,
        );
      }
    }
    const isLast = n === order;
    levels[i] = { ...levels[i]!, childStarts: startsOf(parents, levels[i]!.ids.length) };
    levels.push({
      ids: ids.map((_, at) => ids[sorted[at]!]!),
      childStarts: new Uint32Array(isLast ? 0 : size + 1),
      probs: probs.map((_, at) => probs[sorted[at]!]!),
      backoffs: backoffs.map((_, at) => backoffs[sorted[at]!]!),
    });
  }
  return backoffTable(levels);
}

/** The indexes of `indexes` by their keys; equal ones stay in their order. Keys are in [0, numKeys). */
function sortBy(keys: Uint32Array, indexes: Uint32Array, numKeys: number): Uint32Array {
  const starts = startsOf(keys, numKeys);
  const sorted = new Uint32Array(indexes.length);
  for (const index of indexes) sorted[starts[keys[index]!]!++] = index;
  return sorted;
}

/** How many keys are less than each key there can be, and how many there are: [numKeys + 1]. */
function startsOf(keys: Uint32Array, numKeys: number): Uint32Array {
  const starts = new Uint32Array(numKeys + 1);
  for (const key of keys) starts[key + 1]!++;
  for (let key = 0; key < numKeys; key++) starts[key + 1]! += starts[key]!;
  return starts;
}

/** The child of `node` of level n that adds `id`; -1 when there is none. */
function findChild(levels: readonly BackoffLevel[], n: number, node: number, id: number): number {
  const { ids } = levels[n + 1]!;
  const end = levels[n]!.childStarts[node + 1]!;
  const child = lowerBound(ids, id, levels[n]!.childStarts[node]!, end);
  return child < end && ids[child] === id ? child : -1;
}
