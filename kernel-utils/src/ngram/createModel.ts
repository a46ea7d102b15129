import type { TokenId } from "../core";
import { checkId, checkIds } from "./checks";
import type { ConditionalProbs, NgramModel } from "./types";

/** A model of probabilities, wherever they come from: its checks, its logits and its perplexity. */
export function createModel({
  name,
  order,
  vocabSize,
  probs,
}: Pick<NgramModel, "name" | "order" | "vocabSize"> & { probs: ConditionalProbs }): NgramModel {
  /** What the model sees of `ids`: its last `order - 1`. */
  const contextOf = (ids: ArrayLike<TokenId>): ArrayLike<TokenId> => {
    // A context as long as the model looks at is not copied: most are.
    const context =
      ids.length < order ? ids : Array.from({ length: order - 1 }, (_, i) => ids[ids.length - order + 1 + i]!);
    checkIds(context, vocabSize);
    return context;
  };
  const prob = (id: TokenId, context: ArrayLike<TokenId>): number => {
    checkId(id, vocabSize);
    return probs.prob(id, contextOf(context));
  };
  const logProb = (id: TokenId, context: ArrayLike<TokenId>): number => Math.log(prob(id, context));

  return {
    name,
    order,
    vocabSize,
    probs,
    prob,
    logProb,
    nextLogits(ids) {
      const logits = new Float32Array(vocabSize);
      probs.fillLogProbs(contextOf(ids), logits);
      return logits;
    },
    perplexity(sentences) {
      if (!probs.isNormalized) {
        throw new RangeError(`perplexity must be of probabilities, got the scores of ${name}: use another smoothing`);
      }
      let total = 0;
      let numPredicted = 0;
      const context = new Uint32Array(order - 1);
      for (const sentence of sentences) {
        checkIds(sentence, vocabSize);
        for (let i = order - 1; i < sentence.length; i++) {
          for (let j = 0; j < order - 1; j++) context[j] = sentence[i - order + 1 + j]!;
          total -= Math.log(probs.prob(sentence[i]!, context));
        }
        numPredicted += Math.max(0, sentence.length - order + 1);
      }
      if (numPredicted > 0) return Math.exp(total / numPredicted);
      throw new RangeError(
        `sentences must have one of at least ${order} tokens, the model's order, got none: padSentence adds what is missing`,
      );
    },
  };
}
