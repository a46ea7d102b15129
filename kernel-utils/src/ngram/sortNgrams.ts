import { sentenceEnd, type FlatSentences } from "./flattenSentences";

/** Bits of a token that one pass sorts by: 2^16 buckets stay within a processor's cache. */
const digitBits = 16;
const digitMask = 2 ** digitBits - 1;

/**
 * The places of all tokens, sorted by the `order` tokens that begin there: the places of an n-gram are neighbours, for
 * every n up to `order` at once. [numTokens]
 * A radix sort, from the last of the `order` tokens to the first and digit by digit: time and memory are linear in the
 * number of tokens, whatever vocabSize is. What stands after a sentence's end sorts along, and changes no n-gram's place.
 */
export function sortNgrams(
  { tokens, numTokens }: FlatSentences,
  { order, vocabSize }: { order: number; vocabSize: number },
): Uint32Array {
  let sorted = new Uint32Array(numTokens);
  let spare = new Uint32Array(numTokens);
  for (let place = 0, i = 0; i < numTokens; place++) if (tokens[place] !== sentenceEnd) sorted[i++] = place;
  for (let offset = order - 1; offset >= 0; offset--) {
    const keys = tokens.subarray(offset);
    for (let shift = 0; vocabSize / 2 ** shift >= 1; shift += digitBits) {
      const starts = new Uint32Array(Math.min(digitMask, vocabSize) + 2); // of each digit's places in the result
      // All places in any order: as they stand in memory is the fastest.
      for (let place = 0; place < keys.length; place++) {
        if (tokens[place] !== sentenceEnd) starts[((keys[place]! >>> shift) & digitMask) + 1]!++;
      }
      for (let digit = 1; digit < starts.length; digit++) starts[digit]! += starts[digit - 1]!;
      for (let i = 0; i < numTokens; i++) {
        const place = sorted[i]!;
        spare[starts[(keys[place]! >>> shift) & digitMask]!++] = place;
      }
      [sorted, spare] = [spare, sorted];
    }
  }
  return sorted;
}
