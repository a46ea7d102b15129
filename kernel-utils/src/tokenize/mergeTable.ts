// Applying merges to one word: the one learnt first goes first; of several places, the leftmost.
import type { TokenId } from "../core";
import { Heap } from "./Heap";
import { PairTable } from "./PairTable";
import type { Merge } from "./types";

/** The merges of a BPE, to be applied to the ids of a word's bytes. */
export type ApplyMerges = (symbols: Int32Array) => TokenId[];

/** A rank and a place are one number, rank first, so that the heap compares plain numbers: both below 2^26. */
const placeLimit = 2 ** 26;

/**
 * @throws RangeError for a merge whose tokens, or what they make, aren't in the vocabulary, and for a merge given twice
 */
export function mergeTable(merges: readonly Merge[], idOf: ReadonlyMap<string, TokenId>): ApplyMerges {
  const rankOf = new PairTable(merges.length);
  const mergedIds = new Int32Array(merges.length);
  for (const [rank, { left, right }] of merges.entries()) {
    const [a, b, merged] = [left, right, left + right].map((token) => {
      const id = idOf.get(token);
      if (id !== undefined) return id;
      throw new RangeError(
        `merges must join tokens of the vocabulary to one of it, got ${JSON.stringify(token)} in merge ${rank}, ${left} ${right}: give the merges that belong to this vocabulary`,
      );
    }) as [number, number, number];
    if (rankOf.get(a, b) !== -1) {
      throw new RangeError(`merges must be distinct, got ${left} ${right} as merge ${rankOf.get(a, b)} and ${rank}`);
    }
    rankOf.set(a, b, rank);
    mergedIds[rank] = merged;
  }

  return (symbols) => {
    const { length } = symbols;
    if (length > placeLimit) throw new RangeError(`a word must be at most ${placeLimit} bytes, got ${length}: cut it`);
    // The symbols are a linked list: a merge writes its left place and takes the right one out.
    const next = Int32Array.from(symbols, (_, place) => place + 1);
    const previous = Int32Array.from(symbols, (_, place) => place - 1);
    const queue = new Heap<number>((a, b) => a < b);
    const consider = (place: number) => {
      const rank = rankOf.get(symbols[place]!, symbols[next[place]!]!);
      if (rank !== -1) queue.push(rank * placeLimit + place);
    };
    for (let place = 0; place + 1 < length; place++) consider(place);

    for (let best = queue.pop(); best !== undefined; best = queue.pop()) {
      const rank = Math.floor(best / placeLimit);
      const place = best % placeLimit;
      const right = next[place]!;
      // An earlier merge may have taken this pair's left or right away.
      if (symbols[place] === taken || right >= length || rankOf.get(symbols[place]!, symbols[right]!) !== rank)
        continue;
      symbols[place] = mergedIds[rank]!;
      symbols[right] = taken;
      next[place] = next[right]!;
      if (next[place]! < length) {
        previous[next[place]!] = place;
        consider(place);
      }
      if (place > 0) consider(previous[place]!);
    }

    const ids: TokenId[] = [];
    for (let place = 0; place < length; place = next[place]!) ids.push(symbols[place]!);
    return ids;
  };
}

const taken = -1;
