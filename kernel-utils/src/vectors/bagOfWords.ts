import { checkInteger, type TokenId } from "../core";
import { checkIds } from "./checkIds";

/**
 * A text as a vector of counts: entry i says how often id i occurs. The order of the words is lost.
 * @returns [vocabSize]
 * @throws RangeError for a vocabSize that is no integer >= 1, and for ids outside [0, vocabSize)
 */
export function bagOfWords(ids: ArrayLike<TokenId>, vocabSize: number): Float32Array {
  checkInteger("vocabSize", vocabSize, 1);
  checkIds(ids, vocabSize);
  const counts = new Float32Array(vocabSize);
  for (let i = 0; i < ids.length; i++) counts[ids[i]!]!++;
  return counts;
}
