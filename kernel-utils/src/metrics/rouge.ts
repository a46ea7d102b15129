import { ngramCounts, overlap } from "./ngramCounts";
import { longestCommonLength, unionInLongestCommon } from "./longestCommon";
import { precisionRecall, type PrecisionRecall } from "./precisionRecall";

export interface RougeScores {
  /** Words in common. */
  readonly rouge1: PrecisionRecall;
  /** Pairs of words in common. */
  readonly rouge2: PrecisionRecall;
  /** The longest sequence of words in common, whatever stands between them. */
  readonly rougeL: PrecisionRecall;
  /** rougeL sentence by sentence, a line being a sentence. */
  readonly rougeLsum: PrecisionRecall;
}

export interface RougeOptions {
  /** Default: lower case, and whatever isn't a-z or 0-9 separates words. That leaves nothing of Chinese: pass (text) => [...text]. */
  readonly tokenize?: (text: string) => readonly string[];
}

/**
 * How much of a reference a summary has, and how much of the summary the reference has.
 * Source: Lin 2004, ROUGE: a package for automatic evaluation of summaries; agrees with rouge-score without stemming.
 */
export function rouge(summary: string, reference: string, { tokenize = englishWords }: RougeOptions = {}): RougeScores {
  const words = tokenize(summary);
  const target = tokenize(reference);
  const ofOrder = (n: number) => {
    const numRight = overlap(ngramCounts(words, n), ngramCounts(target, n));
    return precisionRecall(numRight, Math.max(0, words.length - n + 1), Math.max(0, target.length - n + 1));
  };
  return {
    rouge1: ofOrder(1),
    rouge2: ofOrder(2),
    rougeL: precisionRecall(longestCommonLength(target, words), words.length, target.length),
    rougeLsum: bySentence(sentencesOf(summary, tokenize), sentencesOf(reference, tokenize)),
  };
}

function englishWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

function sentencesOf(text: string, tokenize: (text: string) => readonly string[]): (readonly string[])[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map(tokenize);
}

/** Each reference sentence is compared with all of the summary's; no word of either counts twice. */
function bySentence(
  summary: readonly (readonly string[])[],
  reference: readonly (readonly string[])[],
): PrecisionRecall {
  const left = [summary, reference].map((sentences) => ngramCounts(sentences.flat(), 1));
  let numRight = 0;
  for (const sentence of reference) {
    for (const place of unionInLongestCommon(sentence, summary)) {
      const word = sentence[place]!;
      if (!left.every((counts) => (counts.get(word) ?? 0) > 0)) continue;
      numRight++;
      for (const counts of left) counts.set(word, counts.get(word)! - 1);
    }
  }
  return precisionRecall(numRight, summary.flat().length, reference.flat().length);
}
