import type { TokenId } from "../core";
import type { BackoffTable } from "./backoffTable";
import { lowerBound } from "./lowerBound";
import type { ConditionalProbs } from "./types";

/** The node that isn't there: the root is nobody's child. */
const none = 0;

/** The probabilities of a backoff table. */
export function backoffProbs(table: BackoffTable, isNormalized = true): ConditionalProbs {
  const { ids, childStarts, probs, backoffs, vocabSize, unseenBackoff } = table;
  const unigrams = probs.subarray(1, 1 + vocabSize);
  const logUnigrams = unigrams.map(Math.log);

  // In here, and not functions of a table, so that a query finds the arrays at once: it is most of its time.
  const findChild = (node: number, id: TokenId): number => {
    const end = childStarts[node + 1]!;
    const child = lowerBound(ids, id, childStarts[node]!, end);
    return child < end && ids[child] === id ? child : none;
  };
  /** The node of the n-gram context[start…], at least one id. */
  const findNode = (context: ArrayLike<TokenId>, start: number): number => {
    let node = 1 + context[start]!;
    for (let i = start + 1; i < context.length && node !== none; i++) node = findChild(node, context[i]!);
    return node;
  };

  return {
    isNormalized,
    table,
    prob(id, context) {
      let weight = 1;
      for (let start = 0; start < context.length; start++) {
        const node = findNode(context, start);
        if (node === none) {
          weight *= unseenBackoff;
          continue;
        }
        const child = findChild(node, id);
        if (child !== none) return weight * probs[child]!;
        weight *= backoffs[node]!;
      }
      return weight * unigrams[id]!;
    },

    // The whole distribution is the unigrams' times one weight, an addition a token in logarithms, and over it, from the
    // shortest context to the longest, the entries that each has of its own. A long context has few. So the cost is the
    // vocabulary once and the entries, not the vocabulary times the order, and a logarithm is taken for entries alone.
    fillLogProbs(context, out) {
      const nodes = new Uint32Array(context.length);
      const weights = new Float64Array(context.length + 1); // of each context, the longest first; of the unigrams
      weights[0] = 1;
      for (let start = 0; start < context.length; start++) {
        const node = (nodes[start] = findNode(context, start));
        weights[start + 1] = weights[start]! * (node === none ? unseenBackoff : backoffs[node]!);
      }
      const logWeight = Math.log(weights[context.length]!);
      for (let id = 0; id < vocabSize; id++) out[id] = logUnigrams[id]! + logWeight;
      for (let start = context.length - 1; start >= 0; start--) {
        const node = nodes[start]!;
        if (node === none) continue;
        const weight = weights[start]!;
        const end = childStarts[node + 1]!;
        for (let child = childStarts[node]!; child < end; child++) out[ids[child]!] = Math.log(weight * probs[child]!);
      }
    },
  };
}
