import { backoffProbs } from "./backoffProbs";
import { checkShare } from "./checks";
import { continuationCounts } from "./continuationCounts";
import { discounted } from "./discounted";
import { interpolate } from "./interpolate";
import { modelTrie } from "./modelTrie";
import type { Smoothing } from "./types";

/**
 * Interpolated Kneser-Ney smoothing: absolute discounting, where the shorter contexts count in how many contexts a token
 * was new, not how often it occurred. "Francisco" is frequent, but follows "San" alone: after another word it is unlikely.
 * With c the count of an n-gram at the longest order, and below it the number of different tokens that precede it:
 *
 *     gamma(context) = discount · (number of w with c(context w) > 0) / sum over w of c(context w)
 *     p(w | context) = max(c(context w) - discount, 0) / sum over w of c(context w) + gamma · p(w | shorter context)
 *
 * The unigrams are not smoothed: a token that never follows another has probability 0.
 * @param discount in [0, 1], default .1 as in nltk; .75 is more usual
 * @throws RangeError outside [0, 1]
 * Source: Kneser and Ney 1995; interpolated by Chen and Goodman 1998. Agrees with nltk.lm.KneserNeyInterpolated, but in
 * contexts that end in what begins a sentence, where nltk's probabilities sum to more than 1: its gamma counts followers
 * that nothing precedes.
 */
export function kneserNey(discount = 0.1): Smoothing {
  checkShare("discount", discount);
  return {
    name: `kneserNey(${discount})`,
    fit(counts) {
      const trie = modelTrie(counts);
      const continuations = continuationCounts(trie);
      const countsOf = (n: number) => continuations[n] ?? trie[n]!.counts;
      return backoffProbs(interpolate(trie, discounted(discount), { countsOf }));
    },
  };
}
