import type { TokenId } from "../core";
import type { Level } from "./buildTrie";
import { lowerBound } from "./lowerBound";
import type { NgramCounts } from "./types";

/**
 * The id that stands for the beginning of a sentence, such as "<s>", if the counted sentences have one: every sentence
 * begins with it, all with it once or all `order - 1` times, and it stands nowhere else. Undefined for fewer than two
 * sentences, of which any could begin like that, where there is no other id, and at order 1, which knows no neighbours.
 */
export function findSentenceStart(counts: NgramCounts): TokenId | undefined {
  const { order, vocabSize, levels } = counts;
  if (order === 1 || vocabSize === 1) return undefined;
  const numSentences = counts.numTokens - counts.numTotal(2); // each has one token that isn't the second of a pair
  if (numSentences < 2) return undefined;
  const pairs = levels[2]!;

  const isStart = (id: TokenId, count: number): boolean => {
    const numTwice = counts.count([id, id]);
    const isOnce = count === numSentences && numTwice === 0;
    const isRepeated = count === (order - 1) * numSentences && counts.count(Array<TokenId>(order).fill(id)) === 0;
    if (!isOnce && !isRepeated) return false;
    let numFollowing = 0;
    for (let node = 0; node < pairs.ids.length; node++) if (pairs.ids[node] === id) numFollowing += pairs.counts[node]!;
    return numFollowing === numTwice;
  };
  const { ids, counts: numOf } = counts.successors([]);
  return ids.find((id, i) => isStart(id, numOf[i]!));
}

/** The levels without the n-grams that begin with `start` twice: those a single one would not have made. */
export function withoutRepeatedStart(levels: readonly Level[], start: TokenId): readonly Level[] {
  const unigrams = levels[1]!;
  const parent = lowerBound(unigrams.ids, start, 0, unigrams.ids.length);
  const node = lowerBound(levels[2]!.ids, start, unigrams.childStarts[parent]!, unigrams.childStarts[parent + 1]!);
  if (node === unigrams.childStarts[parent + 1] || levels[2]!.ids[node] !== start) return levels;
  // What begins with one n-gram stands together in every level: cut it out of each.
  let cut = { from: node, to: node + 1 };
  const kept: Level[] = [levels[0]!, unigrams];
  for (const level of levels.slice(2)) {
    const { from, to } = cut;
    const parents = kept.at(-1)!;
    const childStarts = parents.childStarts.map((place) => (place >= to ? place - (to - from) : place));
    kept[kept.length - 1] = { ...parents, childStarts };
    kept.push({
      ids: without(level.ids, cut),
      counts: without(level.counts, cut),
      followedCounts: without(level.followedCounts, cut),
      childStarts: without(level.childStarts, cut),
    });
    cut = { from: level.childStarts[from] ?? 0, to: level.childStarts[to] ?? 0 };
  }
  return kept;
}

function without(array: Uint32Array, { from, to }: { from: number; to: number }): Uint32Array {
  if (array.length === 0) return array; // the last level links to no other
  const kept = new Uint32Array(array.length - (to - from));
  kept.set(array.subarray(0, from));
  kept.set(array.subarray(to), from);
  return kept;
}
