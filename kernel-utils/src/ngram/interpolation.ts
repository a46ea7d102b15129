import { describeValue } from "../core";
import { backoffProbs } from "./backoffProbs";
import { checkShare } from "./checks";
import { interpolate } from "./interpolate";
import { modelTrie } from "./modelTrie";
import { relativeFrequency } from "./relativeFrequency";
import type { Smoothing } from "./types";

/**
 * Jelinek-Mercer smoothing: a fixed share of each order's relative frequency.
 *
 *     p(w | context) = weight · count(context w) / count(context) + (1 - weight) · p(w | shorter context)
 *
 * The unigrams are interpolated with the uniform distribution. A context never seen leaves all to the shorter one.
 * @param weights of the orders 1 to the counts': [order], each in [0, 1]; see heldOutWeights
 * @throws RangeError for other weights, here or, when there aren't as many as orders, in ngramModel
 * Source: Jelinek and Mercer 1980, Interpolated Estimation of Markov Source Parameters from Sparse Data.
 */
export function interpolation(weights: readonly number[]): Smoothing {
  if (!Array.isArray(weights)) {
    throw new TypeError(`weights must be an array with one an order, got ${describeValue(weights)}`);
  }
  for (const [i, weight] of weights.entries()) checkShare(`weights[${i}]`, weight);
  return {
    name: `interpolation([${weights.join(", ")}])`,
    fit(counts) {
      if (weights.length !== counts.order) {
        throw new RangeError(
          `weights must be one for each of the counts' ${counts.order} orders, got ${weights.length}: heldOutWeights(counts, sentences) finds them`,
        );
      }
      const trie = modelTrie(counts);
      return backoffProbs(
        interpolate(trie, (followers, shares) => relativeFrequency(followers, shares, weights[followers.n - 1]!)),
      );
    },
  };
}
