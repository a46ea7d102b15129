import type { TokenId } from "../core";
import { lowerBound } from "./lowerBound";
import type { ConditionalProbs } from "./types";

/** The n-grams of one length in a backoff table, ordered by their ids. */
export interface BackoffLevel {
  /** The last id of each n-gram: [size], ascending among siblings. At level 1 node = id. */
  readonly ids: Uint32Array;
  /** Its children are childStarts[node] to childStarts[node + 1] of the next level: [size + 1]; empty at the last. */
  readonly childStarts: Uint32Array;
  /** The probability of its last token after the others: [size]. */
  readonly probs: Float64Array;
  /** As a context: what the shorter context's probabilities are multiplied by for what isn't its child: [size]; empty at the last. */
  readonly backoffs: Float64Array;
}

/**
 * The form that every model of this folder but mle and addK takes, and every ARPA file:
 *
 *     p(w | context) = probs[context w]                              if context w is in the table
 *                    = backoff(context) · p(w | shorter context)     otherwise
 *
 * An interpolated model fits it too: what the lower orders add to an n-gram's own share is added once, when it is made.
 * Source: Katz 1987; Chen and Goodman 1998, section 2.8.
 */
export interface BackoffTable {
  readonly order: number;
  readonly vocabSize: number;
  /** levels[n] holds the n-grams of n tokens; levels[0] is the root, the empty n-gram. */
  readonly levels: readonly BackoffLevel[];
  /** The backoff of a context that isn't in the table: 1, but for stupid backoff. */
  readonly unseenBackoff: number;
}

/** The probabilities of a backoff table. */
export function backoffProbs(table: BackoffTable, isNormalized = true): ConditionalProbs {
  const { levels, vocabSize, unseenBackoff } = table;
  const unigrams = levels[1]!;
  const logUnigrams = unigrams.probs.map(Math.log);

  return {
    isNormalized,
    table,
    prob(id, context) {
      let weight = 1;
      for (let start = 0; start < context.length; start++) {
        const node = findNode(levels, context, start);
        if (node === -1) {
          weight *= unseenBackoff;
          continue;
        }
        const n = context.length - start;
        const child = findChild(levels, n, node, id);
        if (child !== -1) return weight * levels[n + 1]!.probs[child]!;
        weight *= levels[n]!.backoffs[node]!;
      }
      return weight * unigrams.probs[id]!;
    },

    // The whole distribution is the unigrams' times one weight, an addition a token in logarithms, and over it, from the
    // shortest context to the longest, the entries that each has of its own. A long context has few. So the cost is the
    // vocabulary once and the entries, not the vocabulary times the order, and a logarithm is taken for entries alone.
    fillLogProbs(context, out) {
      const nodes = new Int32Array(context.length);
      const weights = new Float64Array(context.length + 1); // of each context, the longest first; of the unigrams
      weights[0] = 1;
      for (let start = 0; start < context.length; start++) {
        const node = (nodes[start] = findNode(levels, context, start));
        const backoff = node === -1 ? unseenBackoff : levels[context.length - start]!.backoffs[node]!;
        weights[start + 1] = weights[start]! * backoff;
      }
      const logWeight = Math.log(weights[context.length]!);
      for (let id = 0; id < vocabSize; id++) out[id] = logUnigrams[id]! + logWeight;
      for (let start = context.length - 1; start >= 0; start--) {
        const node = nodes[start]!;
        if (node === -1) continue;
        const { childStarts } = levels[context.length - start]!;
        const { ids, probs } = levels[context.length - start + 1]!;
        const weight = weights[start]!;
        const end = childStarts[node + 1]!;
        for (let child = childStarts[node]!; child < end; child++) out[ids[child]!] = Math.log(weight * probs[child]!);
      }
    },
  };
}

/** The node of the n-gram ids[start…], at least one id; -1 when it isn't in the table. */
function findNode(levels: readonly BackoffLevel[], ids: ArrayLike<TokenId>, start: number): number {
  let node = ids[start]!;
  for (let n = 1; n < ids.length - start && node !== -1; n++) node = findChild(levels, n, node, ids[start + n]!);
  return node;
}

/** The node of level n + 1 that adds `id` to `node` of level n; -1 when there is none. */
export function findChild(levels: readonly BackoffLevel[], n: number, node: number, id: TokenId): number {
  const { childStarts } = levels[n]!;
  const { ids } = levels[n + 1]!;
  const end = childStarts[node + 1]!;
  const child = lowerBound(ids, id, childStarts[node]!, end);
  return child < end && ids[child] === id ? child : -1;
}
