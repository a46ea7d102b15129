import { checkInteger, type TokenId } from "../core";
import type { Level } from "./buildTrie";
import { checkIds } from "./checks";
import { mostCommonNodes } from "./mostCommonNodes";
import type { NgramCount, NgramCounts } from "./types";

/** The counts that a trie holds. A look-up is one binary search a token. */
export function trieCounts(levels: readonly Level[], vocabSize: number): NgramCounts {
  const order = levels.length;
  const numTokens = sum(levels[0]!.counts);

  const levelOf = (n: number): Level => {
    checkInteger("n", n, 1, order);
    return levels[n - 1]!;
  };
  const find = (ngram: ArrayLike<TokenId>): number | undefined => {
    checkIds(ngram, vocabSize);
    return findNode(levels, ngram);
  };
  const ngramAt = (n: number, node: number): NgramCount => ({
    ids: idsOf(levels, n, node),
    count: levels[n - 1]!.counts[node]!,
  });

  return {
    order,
    vocabSize,
    numTokens,
    count(ngram) {
      checkInteger("ngram.length", ngram.length, 1, order);
      const node = find(ngram);
      return node === undefined ? 0 : levels[ngram.length - 1]!.counts[node]!;
    },
    contextCount(context) {
      checkInteger("context.length", context.length, 0, order - 1);
      if (context.length === 0) return numTokens;
      const node = find(context);
      return node === undefined ? 0 : levels[context.length - 1]!.followedCounts[node]!;
    },
    successors(context) {
      checkInteger("context.length", context.length, 0, order - 1);
      const { ids, counts } = levels[context.length]!;
      if (context.length === 0) return { ids, counts };
      const node = find(context);
      const { childStarts } = levels[context.length - 1]!;
      const [start, end] = node === undefined ? [0, 0] : [childStarts[node]!, childStarts[node + 1]!];
      return { ids: ids.subarray(start, end), counts: counts.subarray(start, end) };
    },
    numDistinct: (n) => levelOf(n).ids.length,
    numTotal: (n) => sum(levelOf(n).counts),
    entries(n) {
      const size = levelOf(n).ids.length;
      return {
        *[Symbol.iterator]() {
          for (let node = 0; node < size; node++) yield ngramAt(n, node);
        },
      };
    },
    mostCommon(n, k) {
      checkInteger("k", k, 0);
      return mostCommonNodes(levelOf(n).counts, k).map((node) => ngramAt(n, node));
    },
  };
}

/** The node of `ngram` [>= 1] in its level, undefined when it doesn't occur. */
function findNode(levels: readonly Level[], ngram: ArrayLike<TokenId>): number | undefined {
  let start = 0;
  let end = levels[0]!.ids.length;
  for (let i = 0; ; i++) {
    const { ids, childStarts } = levels[i]!;
    const node = lowerBound(ids, ngram[i]!, start, end);
    if (node === end || ids[node] !== ngram[i]) return undefined;
    if (i + 1 === ngram.length) return node;
    start = childStarts[node]!;
    end = childStarts[node + 1]!;
  }
}

/** The ids of the n-gram at `node` of level n, read from its last to its first. */
function idsOf(levels: readonly Level[], n: number, node: number): TokenId[] {
  const ids = Array<TokenId>(n);
  for (let i = n - 1; i >= 0; i--) {
    ids[i] = levels[i]!.ids[node]!;
    if (i === 0) break;
    const { childStarts } = levels[i - 1]!;
    node = lowerBound(childStarts, node + 1, 0, childStarts.length) - 1; // the last node whose children start by `node`
  }
  return ids;
}

/** The first index in [start, end) whose value is at least `value`, else end. `sorted` ascends in that range. */
function lowerBound(sorted: Uint32Array, value: number, start: number, end: number): number {
  while (start < end) {
    const middle = (start + end) >>> 1;
    if (sorted[middle]! < value) start = middle + 1;
    else end = middle;
  }
  return start;
}

function sum(counts: Uint32Array): number {
  return counts.reduce((total, count) => total + count, 0);
}
