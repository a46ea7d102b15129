import { checkInteger, type TokenId } from "../core";
import { buildTrie } from "./buildTrie";
import { checkOrder } from "./checks";
import { flattenSentences } from "./flattenSentences";
import { sortNgrams } from "./sortNgrams";
import { trieCounts } from "./trieCounts";
import type { NgramCounts } from "./types";

/**
 * Count the n-grams of 1 to `order` tokens in `sentences`. They don't reach over a sentence's end, and nothing is added to
 * a sentence: see padSentence. `sentences` is read once and not kept.
 * Sorting the places of all n-grams brings equal ones together; they are then counted in one pass, in typed arrays.
 * @param sentences each an array of ids, integers in [0, vocabSize)
 * @param options.order an integer in [1, 7]
 * @param options.vocabSize an integer in [1, 2^31 - 1]
 * @throws RangeError for an option or an id out of range
 * @throws TypeError for a sentence that isn't an array
 */
export function countNgrams(
  sentences: Iterable<ArrayLike<TokenId>>,
  { order, vocabSize }: { order: number; vocabSize: number },
): NgramCounts {
  checkOrder(order);
  checkInteger("vocabSize", vocabSize, 1, 2 ** 31 - 1);
  const flat = flattenSentences(sentences, { order, vocabSize });
  const sorted = sortNgrams(flat, { order, vocabSize });
  return trieCounts(buildTrie(flat.tokens, sorted, order), vocabSize);
}
