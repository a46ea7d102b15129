import { checkInteger, type TokenId } from "../core";
import { inPlace } from "./inPlace";
import type { Transform } from "./types";

/**
 * Rule out every token that would complete an n-gram for the second time, prompt included.
 * logits [vocabSize] -> [vocabSize]; ruled out entries become -Infinity
 * @param n an integer >= 1: 1 lets no token come twice, 3 no three in a row
 * @throws RangeError outside
 * Source: Paulus et al. 2017, arXiv:1705.04304; agrees with HF NoRepeatNGramLogitsProcessor.
 */
export function noRepeatNgram(n: number): Transform {
  checkInteger("noRepeatNgram", n, 1);
  return inPlace((candidates, ids) => {
    const { logits, vocabSize } = candidates;
    const suffix = ids.length - (n - 1); // where the last n - 1 tokens begin: what the next one would complete
    for (let start = 0; start < suffix; start++) {
      const last = ids[start + n - 1]!;
      if (last >= 0 && last < vocabSize && areSame(ids, start, suffix, n - 1)) logits[last] = -Infinity;
    }
    candidates.sweep();
  });
}

/** Whether the `num` ids from `a` on are the same as those from `b` on. */
function areSame(ids: readonly TokenId[], a: number, b: number, num: number): boolean {
  for (let i = 0; i < num; i++) if (ids[a + i] !== ids[b + i]) return false;
  return true;
}
