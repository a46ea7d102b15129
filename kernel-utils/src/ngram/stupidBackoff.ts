import { backoffProbs } from "./backoffProbs";
import { checkNumber } from "../core";
import { interpolate } from "./interpolate";
import { modelTrie } from "./modelTrie";
import { relativeFrequency } from "./relativeFrequency";
import type { Smoothing } from "./types";

/**
 * Stupid backoff: the relative frequency where there is one, else `alpha` times the shorter context's score.
 *
 *     score(w | context) = count(context w) / count(context)    if it occurs
 *                        = alpha · score(w | shorter context)   otherwise
 *
 * Scores, not probabilities: they sum to more than 1, and have no perplexity. With much text it ranks as well as the best.
 * @param alpha in (0, 1], default .4
 * @throws RangeError outside
 * Source: Brants et al. 2007, Large Language Models in Machine Translation; agrees with nltk.lm.StupidBackoff.
 */
export function stupidBackoff(alpha = 0.4): Smoothing {
  checkNumber("alpha", alpha);
  if (!(alpha > 0 && alpha <= 1)) {
    throw new RangeError(
      `alpha must be in (0, 1], got ${alpha}: the authors' is .4; to score what was seen alone use mle`,
    );
  }
  return {
    name: `stupidBackoff(${alpha})`,
    fit(counts) {
      const table = interpolate(modelTrie(counts), relativeFrequency, { uniformProb: 0 });
      table.backoffs.fill(alpha);
      return backoffProbs({ ...table, unseenBackoff: alpha }, false);
    },
  };
}
