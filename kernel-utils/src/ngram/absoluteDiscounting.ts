import { backoffProbs } from "./backoffProbs";
import { checkShare } from "./checks";
import { discounted } from "./discounted";
import { interpolate } from "./interpolate";
import { modelTrie } from "./modelTrie";
import type { Smoothing } from "./types";

/**
 * Absolute discounting: every count is lowered by the same `discount`, and what that frees goes to the shorter context.
 * With `types` the number of different tokens that followed the context:
 *
 *     gamma(context) = discount · types / count(context)
 *     p(w | context) = max(count(context w) - discount, 0) / count(context) + gamma · p(w | shorter context)
 *
 * The unigrams are not smoothed: a token that was never counted has probability 0.
 * @param discount in [0, 1], default .75: higher gives more to shorter contexts
 * @throws RangeError outside [0, 1]
 * Source: Ney, Essen and Kneser 1994; agrees with nltk.lm.AbsoluteDiscountingInterpolated.
 */
export function absoluteDiscounting(discount = 0.75): Smoothing {
  checkShare("discount", discount);
  return {
    name: `absoluteDiscounting(${discount})`,
    fit: (counts) => backoffProbs(interpolate(modelTrie(counts), discounted(discount))),
  };
}
