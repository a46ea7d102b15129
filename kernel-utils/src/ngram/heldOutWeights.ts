import { checkInteger, checkNumber, type TokenId } from "../core";
import { checkIds } from "./checks";
import type { NgramCounts } from "./types";

/**
 * The weights for `interpolation` that make held-out sentences most likely, found by expectation maximisation: each token
 * is taken to come from one of the orders, the longest stopping with its weight, else the next shorter, at last the
 * uniform distribution. How likely each is to have been its source gives new weights, which never fit worse.
 * Returns [order], the unigrams' first, each in [0, 1]; .5 for an order of which no context was seen.
 * @param sentences not those that were counted, on which the longest order would take all; padded alike
 * @param options.maxIterations an integer >= 1, default 100
 * @param options.tolerance stop when the mean log-probability rises by less: >= 0 nats, default 1e-6
 * @throws RangeError for an option out of range, an id outside the vocabulary, and when no sentence has `order` tokens
 * Source: Jelinek and Mercer 1980; Dempster, Laird and Rubin 1977.
 */
export function heldOutWeights(
  counts: NgramCounts,
  sentences: Iterable<ArrayLike<TokenId>>,
  { maxIterations = 100, tolerance = 1e-6 }: { maxIterations?: number; tolerance?: number } = {},
): number[] {
  checkInteger("maxIterations", maxIterations, 1);
  checkNumber("tolerance", tolerance);
  if (!(tolerance >= 0)) throw new RangeError(`tolerance must be >= 0, got ${tolerance}: 0 runs all iterations`);
  const events = frequenciesOf(counts, sentences);
  let weights = Array<number>(counts.order).fill(0.5);
  let previous = -Infinity;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const { logProb, next } = improve(weights, events, 1 / counts.vocabSize);
    if (logProb - previous < tolerance) break;
    previous = logProb;
    weights = next;
  }
  return weights;
}

/** For each token that has a full context: its relative frequency after it, after the shorter one, …; [numTokens][order]. */
function frequenciesOf(counts: NgramCounts, sentences: Iterable<ArrayLike<TokenId>>): Float64Array[] {
  const { order, vocabSize } = counts;
  const events: Float64Array[] = [];
  for (const sentence of sentences) {
    checkIds(sentence, vocabSize);
    const ids = Array.from(sentence);
    for (let end = order; end <= ids.length; end++) {
      events.push(
        Float64Array.from({ length: order }, (_, i) => {
          const ngram = ids.slice(end - 1 - i, end);
          return counts.count(ngram) / counts.contextCount(ngram.slice(0, -1)); // NaN after a context never seen
        }),
      );
    }
  }
  if (events.length > 0) return events;
  throw new RangeError(
    `sentences must have one of at least ${order} tokens, the counts' order, got none: padSentence adds what is missing`,
  );
}

/** One step: the weights' mean log-probability a token, and the weights that follow from them. */
function improve(weights: readonly number[], events: readonly Float64Array[], uniformProb: number) {
  const stopped = weights.map(() => 0); // how many tokens are expected to come from each order
  const reached = weights.map(() => 0); // and how many from it or a shorter one
  let logProb = 0;
  for (const frequencies of events) {
    let prob = uniformProb; // of the token by the orders up to n, the shortest first
    const probs = frequencies.map((frequency, i) => {
      if (!Number.isNaN(frequency)) prob = weights[i]! * frequency + (1 - weights[i]!) * prob;
      return prob;
    });
    logProb += Math.log(prob) / events.length;
    let share = 1; // of the token that the longer orders have left
    for (let i = weights.length - 1; i >= 0; i--) {
      if (Number.isNaN(frequencies[i])) continue;
      const own = (share * weights[i]! * frequencies[i]!) / probs[i]!;
      stopped[i]! += own;
      reached[i]! += share;
      share -= own;
    }
  }
  // At most 1, but for rounding.
  const next = weights.map((weight, i) => (reached[i] === 0 ? weight : Math.min(1, stopped[i]! / reached[i]!)));
  return { logProb, next };
}
