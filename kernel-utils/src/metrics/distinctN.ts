import { checkInteger } from "../core";
import { checkArray } from "./checks";
import { ngramCounts, type Token } from "./ngramCounts";

/**
 * How varied texts are: the share of their n-grams that are different ones.
 * @param texts each an array of tokens; n-grams don't reach from one into the next
 * @param n an integer >= 1
 * Returns a number in (0, 1]: 1 when no n-gram comes twice.
 * @throws RangeError for n, and when no text is as long as n
 * Source: Li et al. 2016, arXiv:1510.03055.
 */
export function distinctN(texts: readonly (readonly Token[])[], n: number): number {
  checkInteger("n", n, 1);
  checkArray("texts", texts);
  const different = new Set<string>();
  let total = 0;
  for (const text of texts) {
    checkArray("texts[i]", text);
    for (const [key, count] of ngramCounts(text, n)) {
      different.add(key);
      total += count;
    }
  }
  if (total === 0) throw new RangeError(`texts must hold an n-gram, got none of ${n} tokens: take a lower n`);
  return different.size / total;
}
