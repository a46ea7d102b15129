import { checkInteger, checkNumber, describeValue } from "../core";
import { type BleuTokenizer, bleuTokenizers } from "./bleuTokenizers";
import { checkPairs } from "./checks";
import { ngramCounts, overlap } from "./ngramCounts";
import { smoothedPrecisions } from "./smoothedPrecisions";

/** How BLEU takes an n-gram order of which nothing is right: without, that makes the whole score 0. */
export type BleuSmoothing = "exp" | "floor" | "add-k" | "none";

export interface BleuOptions {
  /** Default "13a". */
  readonly tokenize?: BleuTokenizer;
  /** Default "exp": the first order of which nothing is right counts as half an n-gram, the next as a quarter, … */
  readonly smoothing?: BleuSmoothing;
  /** For "floor", what counts for nothing right, default 0.1; for "add-k", what is added, default 1. */
  readonly smoothingValue?: number;
  /** Default false. */
  readonly lowercase?: boolean;
  /** An integer >= 1, default 4: n-grams of 1 to so many words. */
  readonly maxOrder?: number;
  /** Leave out orders for which the hypotheses are too short; default false for bleu, true for sentenceBleu. */
  readonly effectiveOrder?: boolean;
}

export interface BleuScore {
  /** In [0, 100]. */
  readonly score: number;
  /** One an order, in [0, 100], smoothed; none of orders for which the hypotheses are too short. */
  readonly precisions: readonly number[];
  /** In [0, 1]: below 1 when the hypotheses are shorter than the references. */
  readonly brevityPenalty: number;
  readonly hypothesisLength: number;
  /** Of the references nearest in length. */
  readonly referenceLength: number;
}

/**
 * How much of translations people's translations have, too: the geometric mean of the shares of n-grams that a reference
 * has, too, over all texts, times a penalty for being short.
 * @param references for each hypothesis one, or several
 * @throws RangeError or TypeError when they aren't as many, and for options
 * Source: Papineni et al. 2002; agrees with sacrebleu.corpus_bleu (Post 2018, arXiv:1804.08771).
 */
export function bleu(
  hypotheses: readonly string[],
  references: readonly (string | readonly string[])[],
  options: BleuOptions = {},
): BleuScore {
  checkPairs("hypotheses", hypotheses, "references", references);
  const { tokenize = "13a", lowercase = false, maxOrder = 4, smoothing = "exp", effectiveOrder = false } = options;
  checkOptions({ tokenize, maxOrder, smoothing, smoothingValue: options.smoothingValue });
  const split = (text: string) => bleuTokenizers[tokenize]((lowercase ? text.toLowerCase() : text).trimEnd());
  const numRight: number[] = Array.from({ length: maxOrder }, () => 0);
  const totals: number[] = Array.from({ length: maxOrder }, () => 0);
  let hypothesisLength = 0;
  let referenceLength = 0;
  for (const [i, text] of hypotheses.entries()) {
    const words = split(text);
    const targets = [references[i]!].flat().map(split);
    if (targets.length === 0) throw new RangeError(`references[${i}] must not be empty, got []: pass at least one`);
    hypothesisLength += words.length;
    referenceLength += nearestLength(words.length, targets);
    for (let n = 1; n <= maxOrder; n++) {
      totals[n - 1]! += Math.max(0, words.length - n + 1);
      numRight[n - 1]! += overlap(ngramCounts(words, n), mostOfEach(targets.map((target) => ngramCounts(target, n))));
    }
  }
  const brevityPenalty = penaltyOf(hypothesisLength, referenceLength);
  const precisions = smoothedPrecisions(numRight, totals, smoothing, options.smoothingValue);
  const numOrders = effectiveOrder ? precisions.length : maxOrder;
  const isTooShort = precisions.length < numOrders || numOrders === 0;
  const logs = precisions.reduce((sum, precision) => sum + Math.log(precision), 0);
  const score = isTooShort ? 0 : brevityPenalty * Math.exp(logs / numOrders);
  return { score, precisions, brevityPenalty, hypothesisLength, referenceLength };
}

/**
 * BLEU of one text. It says little about one sentence: use it to look at examples, and bleu to compare systems.
 * Source: agrees with sacrebleu.sentence_bleu.
 */
export function sentenceBleu(
  hypothesis: string,
  references: string | readonly string[],
  options: BleuOptions = {},
): BleuScore {
  return bleu([hypothesis], [references], { effectiveOrder: true, ...options });
}

function penaltyOf(hypothesisLength: number, referenceLength: number): number {
  if (hypothesisLength >= referenceLength) return 1;
  return hypothesisLength === 0 ? 0 : Math.exp(1 - referenceLength / hypothesisLength);
}

/** The length of the reference that is nearest to `length`; of two as near, the shorter. */
function nearestLength(length: number, targets: readonly (readonly string[])[]): number {
  const lengths = targets.map((target) => target.length);
  return lengths.reduce((best, other) => {
    const gain = Math.abs(best - length) - Math.abs(other - length);
    return gain > 0 || (gain === 0 && other < best) ? other : best;
  });
}

/** Of each n-gram the highest count among `counts`. */
function mostOfEach(counts: readonly Map<string, number>[]): Map<string, number> {
  const most = new Map<string, number>();
  for (const [key, count] of counts.flatMap((each) => [...each])) most.set(key, Math.max(count, most.get(key) ?? 0));
  return most;
}

function checkOptions({
  tokenize,
  maxOrder,
  smoothing,
  smoothingValue,
}: Required<Pick<BleuOptions, "tokenize" | "maxOrder" | "smoothing">> & Pick<BleuOptions, "smoothingValue">): void {
  if (!Object.hasOwn(bleuTokenizers, tokenize)) {
    throw new RangeError(`tokenize must be "13a", "zh", "char" or "none", got ${describeValue(tokenize)}`);
  }
  checkInteger("maxOrder", maxOrder, 1);
  if (!["exp", "floor", "add-k", "none"].includes(smoothing)) {
    throw new RangeError(`smoothing must be "exp", "floor", "add-k" or "none", got ${describeValue(smoothing)}`);
  }
  if (smoothingValue === undefined) return;
  checkNumber("smoothingValue", smoothingValue);
  if (!(smoothingValue >= 0 && smoothingValue < Infinity)) {
    throw new RangeError(
      `smoothingValue must be >= 0 and finite, got ${smoothingValue}: leave it out for the usual one`,
    );
  }
}
