import type { ModelLevel } from "./modelTrie";

/**
 * How many different tokens precede each n-gram: for n from 0 to order - 1, [size of level n].
 * Every (n+1)-gram shows one token before its suffix.
 */
export function continuationCounts(trie: readonly ModelLevel[]): Uint32Array[] {
  return trie.slice(1).map(({ suffixes }, n) => {
    const numPreceding = new Uint32Array(trie[n]!.counts.length);
    for (let node = 0; node < suffixes.length; node++) numPreceding[suffixes[node]!]!++;
    return numPreceding;
  });
}
