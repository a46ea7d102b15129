import { checkInteger, type TokenId } from "../core";
import { checkIds } from "./checks";
import type { NgramCounts, NgramModel, Smoothing } from "./types";

/** The language model that `smoothing` makes of `counts`. Its functions can be passed on by themselves: they use no `this`. */
export function ngramModel(counts: NgramCounts, smoothing: Smoothing): NgramModel {
  const { order, vocabSize } = counts;
  const probs = smoothing.fit(counts);

  /** What the model sees of `ids`: its last `order - 1`. */
  const contextOf = (ids: ArrayLike<TokenId>): TokenId[] => {
    const context: TokenId[] = [];
    for (let i = Math.max(0, ids.length - (order - 1)); i < ids.length; i++) context.push(ids[i]!);
    checkIds(context, vocabSize);
    return context;
  };
  const prob = (id: TokenId, context: ArrayLike<TokenId>): number => {
    checkInteger("id", id, 0, vocabSize - 1);
    return probs.prob(id, contextOf(context));
  };
  const logProb = (id: TokenId, context: ArrayLike<TokenId>): number => Math.log(prob(id, context));

  return {
    order,
    vocabSize,
    prob,
    logProb,
    nextLogits(ids) {
      const distribution = new Float64Array(vocabSize);
      probs.fill(contextOf(ids), distribution);
      const logits = new Float32Array(vocabSize);
      for (let id = 0; id < vocabSize; id++) logits[id] = Math.log(distribution[id]!);
      return logits;
    },
    perplexity(sentences) {
      if (!probs.isNormalized) {
        throw new RangeError(
          `perplexity must be of probabilities, got the scores of ${smoothing.name}: use another smoothing`,
        );
      }
      let total = 0;
      let numPredicted = 0;
      for (const sentence of sentences) {
        const ids = Array.from(sentence);
        for (let i = order - 1; i < ids.length; i++) total -= logProb(ids[i]!, ids.slice(i - order + 1, i));
        numPredicted += Math.max(0, ids.length - order + 1);
      }
      if (numPredicted > 0) return Math.exp(total / numPredicted);
      throw new RangeError(
        `sentences must have one of at least ${order} tokens, the model's order, got none: padSentence adds what is missing`,
      );
    },
  };
}
