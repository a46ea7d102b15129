import { checkNumber } from "../core";
import type { Smoothing } from "./types";

/**
 * Lidstone smoothing: every count is `k` higher than it is, those of 0 too. k = 1 is Laplace's rule of succession.
 *
 *     p(w | context) = (count(context w) + k) / (count(context) + k · vocabSize)
 *
 * It never looks at shorter contexts, and gives far too much to what was never seen: here to be compared with.
 * @param k > 0, default 1
 * @throws RangeError otherwise
 * Source: agrees with nltk.lm.Lidstone, and Laplace for k = 1, whose vocabularies count <UNK> too.
 */
export function addK(k = 1): Smoothing {
  checkNumber("k", k);
  if (!(k > 0 && k < Infinity)) {
    throw new RangeError(`k must be a finite number > 0, got ${k}: for no smoothing use mle`);
  }
  return {
    name: `addK(${k})`,
    fit: (counts) => ({
      isNormalized: true,
      prob(id, context) {
        const count = counts.count([...Array.from(context), id]);
        return (count + k) / (counts.contextCount(context) + k * counts.vocabSize);
      },
      fillLogProbs(context, out) {
        const denominator = counts.contextCount(context) + k * counts.vocabSize;
        out.fill(Math.log(k / denominator));
        const { ids, counts: found } = counts.successors(context);
        for (let i = 0; i < ids.length; i++) out[ids[i]!] = Math.log((found[i]! + k) / denominator);
      },
    }),
  };
}
