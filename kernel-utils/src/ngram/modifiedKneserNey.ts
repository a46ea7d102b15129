import { backoffProbs } from "./backoffProbs";
import { continuationCounts } from "./continuationCounts";
import { discountsOf } from "./discountsOf";
import { findSentenceStart, withoutRepeatedStart } from "./sentenceStart";
import { interpolate, total, type ShareOut } from "./interpolate";
import { modelTrie, type ModelLevel } from "./modelTrie";
import type { Smoothing } from "./types";

/**
 * Modified Kneser-Ney smoothing, the best of the n-gram models: three discounts an order, for counts of 1, of 2 and of
 * more, each estimated from how many n-grams have such counts (see discountsOf). With c as in adjustedCounts:
 *
 *     gamma(context) = sum over w of D(c(context w)) / sum over w of c(context w)
 *     p(w | context) = (c(context w) - D(c(context w))) / sum over w of c(context w) + gamma · p(w | shorter context)
 *
 * The unigrams are interpolated with the uniform distribution, so that every token has a probability. What begins every
 * sentence, <s>, is never predicted and has none. It may stand there once or `order - 1` times, as padSentence puts it:
 * for the model it is one.
 * Source: Chen and Goodman 1998, section 4.1.6, as KenLM's lmplz has it with --discount_fallback (Heafield et al. 2013,
 * Scalable Modified Kneser-Ney Language Model Estimation); agrees with it to single precision.
 */
export const modifiedKneserNey: Smoothing = {
  name: "modifiedKneserNey",
  fit(counts) {
    const start = findSentenceStart(counts);
    const { vocabSize } = counts;
    const levels = start === undefined ? counts.levels : withoutRepeatedStart(counts.levels, start);
    const trie = modelTrie({ levels, vocabSize });
    const adjusted = adjustedCounts(trie);
    if (start !== undefined) adjusted[1]![start] = 0;

    const discounts = adjusted.map(discountsOf);
    const uniformProb = 1 / (start === undefined ? vocabSize : vocabSize - 1);
    const table = interpolate(trie, shareOut(discounts), { countsOf: (n) => adjusted[n]!, uniformProb });
    if (start !== undefined) table.probs[1 + start] = 0;
    return backoffProbs(table);
  },
};

/**
 * The counts of the longest n-grams as they are; of a shorter one, how many different tokens precede it. One that nothing
 * precedes only begins sentences, and keeps its count.
 */
function adjustedCounts(trie: readonly ModelLevel[]): Uint32Array[] {
  const continuations = continuationCounts(trie);
  return trie.map(({ counts }, n) => continuations[n]?.map((c, node) => (c === 0 ? counts[node]! : c)) ?? counts);
}

function shareOut(discounts: readonly Float64Array[]): ShareOut {
  return (followers, shares) => {
    const { n, counts, start, end } = followers;
    const denominator = total(followers);
    if (denominator === 0) return 1; // nothing was counted at all
    let freed = 0;
    for (let node = start; node < end; node++) {
      const count = counts[node]!;
      const discount = discounts[n]![count < 3 ? count : 3]!;
      shares[node] = (count - discount) / denominator;
      freed += discount;
    }
    return freed / denominator;
  };
}
