import { checkInteger, type TokenId } from "../core";
import type { Level } from "./buildTrie";
import { checkIds } from "./checks";
import { lowerBound } from "./lowerBound";
import { mostCommonNodes } from "./mostCommonNodes";
import type { NgramCount, NgramCounts } from "./types";

/** The counts that a trie holds. A look-up is one binary search a token. */
export function trieCounts(levels: readonly Level[], vocabSize: number): NgramCounts {
  const order = levels.length - 1;
  const numTokens = levels[0]!.counts[0]!;

  const levelOf = (n: number): Level => {
    checkInteger("n", n, 1, order);
    return levels[n]!;
  };
  const nodeOf = (context: ArrayLike<TokenId>): number | undefined => {
    checkInteger("context.length", context.length, 0, order - 1);
    checkIds(context, vocabSize);
    return findNode(levels, context);
  };
  const ngramAt = (n: number, node: number): NgramCount => ({
    ids: idsOf(levels, n, node),
    count: levels[n]!.counts[node]!,
  });

  const successors = (context: ArrayLike<TokenId>): ReturnType<NgramCounts["successors"]> => {
    const node = nodeOf(context);
    const { childStarts } = levels[context.length]!;
    const [start, end] = node === undefined ? [0, 0] : [childStarts[node]!, childStarts[node + 1]!];
    const { ids, counts } = levels[context.length + 1]!;
    return { ids: ids.subarray(start, end), counts: counts.subarray(start, end) };
  };

  return {
    order,
    vocabSize,
    numTokens,
    levels,
    successors,
    count(ngram) {
      checkInteger("ngram.length", ngram.length, 1, order);
      checkIds(ngram, vocabSize);
      const node = findNode(levels, ngram);
      return node === undefined ? 0 : levels[ngram.length]!.counts[node]!;
    },
    contextCount(context) {
      const node = nodeOf(context);
      return node === undefined ? 0 : levels[context.length]!.followedCounts[node]!;
    },
    numDistinct: (n) => levelOf(n).ids.length,
    numTotal: (n) => levelOf(n).counts.reduce((total, count) => total + count, 0),
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
    mostCommonAfter(context, k) {
      checkInteger("k", k, 0);
      const { ids, counts } = successors(context);
      return mostCommonNodes(counts, k).map((i) => ({ id: ids[i]!, count: counts[i]! }));
    },
  };
}

/** The node of `ngram` in its level, undefined when it doesn't occur. */
function findNode(levels: readonly Level[], ngram: ArrayLike<TokenId>): number | undefined {
  let node = 0; // the root
  for (let n = 0; n < ngram.length; n++) {
    const { childStarts } = levels[n]!;
    const { ids } = levels[n + 1]!;
    const end = childStarts[node + 1]!;
    node = lowerBound(ids, ngram[n]!, childStarts[node]!, end);
    if (node === end || ids[node] !== ngram[n]) return undefined;
  }
  return node;
}

/** The ids of the n-gram at `node` of level n, read from its last to its first. */
function idsOf(levels: readonly Level[], n: number, node: number): TokenId[] {
  const ids = Array<TokenId>(n);
  for (let i = n; i > 0; i--) {
    ids[i - 1] = levels[i]!.ids[node]!;
    const { childStarts } = levels[i - 1]!;
    node = lowerBound(childStarts, node + 1, 0, childStarts.length) - 1; // the last whose children start no later
  }
  return ids;
}
