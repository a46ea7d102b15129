import type { Level } from "./buildTrie";
import { lowerBound } from "./lowerBound";
import type { NgramCounts } from "./types";

/**
 * What smoothing reads: the n-grams of one length as the counts have them, with two changes that keep the formulas short.
 * Level 1 has a node for every id of the vocabulary, seen or not, so that an id is its own node. And each n-gram knows its
 * suffix, the n-gram without its first token: that is where the lower order's probability stands.
 */
export interface ModelLevel {
  /** The last id of each n-gram: [size]. */
  readonly ids: Uint32Array;
  /** [size]; 0 at level 1 for ids that don't occur. */
  readonly counts: Uint32Array;
  /** Its children are childStarts[node] to childStarts[node + 1] of the next level: [size + 1]; empty at the last. */
  readonly childStarts: Uint32Array;
  /** The node of its suffix in the level before: [size]; empty at the root. */
  readonly suffixes: Uint32Array;
}

/** The levels 0 (the root, the empty n-gram) to `order`. Memory is shared with the counts from level 2 on. */
export function modelTrie({ levels, vocabSize }: Pick<NgramCounts, "levels" | "vocabSize">): ModelLevel[] {
  const root = Uint32Array.of(0, vocabSize);
  const trie: ModelLevel[] = [
    { ids: Uint32Array.of(0), counts: levels[0]!.counts, childStarts: root, suffixes: new Uint32Array(0) },
    everyUnigram(levels[1]!, vocabSize),
  ];
  for (const { ids, counts, childStarts } of levels.slice(2)) {
    trie.push({ ids, counts, childStarts, suffixes: findSuffixes(ids, trie) });
  }
  return trie;
}

function everyUnigram({ ids, counts, childStarts }: Level, vocabSize: number): ModelLevel {
  const all = {
    ids: Uint32Array.from({ length: vocabSize }, (_, id) => id),
    counts: new Uint32Array(vocabSize),
    childStarts: new Uint32Array(childStarts.length === 0 ? 0 : vocabSize + 1),
    suffixes: new Uint32Array(vocabSize), // the root
  };
  for (let node = 0; node < ids.length; node++) all.counts[ids[node]!] = counts[node]!;
  for (let id = 0, node = 0; id < all.childStarts.length; id++) {
    all.childStarts[id] = childStarts[node]!;
    if (ids[node] === id) node++;
  }
  return all;
}

/** The suffixes of the level of `ids` that comes after those in `trie`. */
function findSuffixes(ids: Uint32Array, trie: readonly ModelLevel[]): Uint32Array {
  const parents = trie.at(-1)!;
  const lower = trie.at(-2)!;
  const suffixes = new Uint32Array(ids.length);
  for (let parent = 0; parent < parents.ids.length; parent++) {
    // A suffix's last token follows the parent's suffix. Both lists of followers ascend, so that one search goes on
    // where the one before it ended.
    const suffixOfParent = parents.suffixes[parent]!;
    let found = lower.childStarts[suffixOfParent]!;
    const end = lower.childStarts[suffixOfParent + 1]!;
    for (let node = parents.childStarts[parent]!; node < parents.childStarts[parent + 1]!; node++) {
      found = lowerBound(parents.ids, ids[node]!, found, end);
      suffixes[node] = found;
    }
  }
  return suffixes;
}
