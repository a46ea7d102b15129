import { sentenceEnd } from "./flattenSentences";

/**
 * The n-grams of one length n, ordered by their ids. Those that share their first n - 1 tokens are neighbours, and are the
 * children of one node of the level above: all it needs to know of them is where they start.
 */
export interface Level {
  /** The last id of each n-gram: [numDistinct], ascending among siblings. */
  readonly ids: Uint32Array;
  /** How often it occurs: [numDistinct]. */
  readonly counts: Uint32Array;
  /** How often it is followed by a token: [numDistinct]; [0] at the last level. */
  readonly followedCounts: Uint32Array;
  /** Its children are childStarts[node] to childStarts[node + 1] of the next level: [numDistinct + 1]; [0] at the last. */
  readonly childStarts: Uint32Array;
}

/**
 * The trie of all n-grams: level n at index n - 1, for n up to `order`.
 * @param tokens flat sentences
 * @param sorted the places of the tokens, as sortNgrams gives them
 * Source: KenLM's trie (Heafield 2011, KenLM: Faster and Smaller Language Model Queries), without its bit packing.
 */
export function buildTrie(tokens: Uint32Array, sorted: Uint32Array, order: number): Level[] {
  const sizes = new Uint32Array(order); // of each level
  forEachNgram(tokens, sorted, order, (n, _token, isNew) => {
    if (isNew) sizes[n - 1]!++;
  });
  const levels = Array.from(sizes, (size, i) => createLevel(size, i + 1 === order));

  sizes.fill(0); // now: the part of each level that is filled in
  forEachNgram(tokens, sorted, order, (n, token, isNew) => {
    const { ids, counts, childStarts } = levels[n - 1]!;
    if (isNew) {
      ids[sizes[n - 1]!] = token - 1;
      if (n < order) childStarts[sizes[n - 1]!] = sizes[n]!;
      sizes[n - 1]!++;
    }
    counts[sizes[n - 1]! - 1]!++;
    if (n > 1) levels[n - 2]!.followedCounts[sizes[n - 2]! - 1]!++;
  });
  for (let n = 1; n < order; n++) levels[n - 1]!.childStarts[sizes[n - 1]!] = sizes[n]!;
  return levels;
}

/** Each n-gram at each of the `sorted` places, n ascending; `isNew` when the place before it doesn't have it. */
function forEachNgram(
  tokens: Uint32Array,
  sorted: Uint32Array,
  order: number,
  visit: (n: number, token: number, isNew: boolean) => void,
): void {
  for (let i = 0; i < sorted.length; i++) {
    let isNew = i === 0;
    for (let n = 1; n <= order; n++) {
      const token = tokens[sorted[i]! + n - 1]!;
      if (token === sentenceEnd) break;
      isNew ||= token !== tokens[sorted[i - 1]! + n - 1]!;
      visit(n, token, isNew);
    }
  }
}

function createLevel(size: number, isLast: boolean): Level {
  return {
    ids: new Uint32Array(size),
    counts: new Uint32Array(size),
    followedCounts: new Uint32Array(isLast ? 0 : size),
    childStarts: new Uint32Array(isLast ? 0 : size + 1),
  };
}
