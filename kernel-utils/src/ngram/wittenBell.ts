import { backoffProbs } from "./backoffProbs";
import { interpolate, total, type ShareOut } from "./interpolate";
import { modelTrie } from "./modelTrie";
import type { Smoothing } from "./types";
import { relativeFrequency } from "./relativeFrequency";

/**
 * Witten-Bell smoothing: a context that was often followed by something new will be again. With `types` the number of
 * different tokens that followed it:
 *
 *     gamma(context) = types / (types + count(context))
 *     p(w | context) = (1 - gamma) · count(context w) / count(context) + gamma · p(w | shorter context)
 *
 * The unigrams are not smoothed: a token that was never counted has probability 0.
 * Source: Witten and Bell 1991 (method C), IEEE Transactions on Information Theory 37(4); agrees with
 * nltk.lm.WittenBellInterpolated.
 */
export const wittenBell: Smoothing = {
  name: "wittenBell",
  fit: (counts) => backoffProbs(interpolate(modelTrie(counts), shareOut)),
};

const shareOut: ShareOut = (followers, shares) => {
  if (followers.n === 1) return relativeFrequency(followers, shares);
  const { counts, start, end } = followers;
  const types = end - start;
  const denominator = types + total(followers);
  for (let node = start; node < end; node++) shares[node] = counts[node]! / denominator;
  return types / denominator;
};
