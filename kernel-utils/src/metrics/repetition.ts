import { checkInteger } from "../core";
import { checkArray } from "./checks";
import { distinctN } from "./distinctN";
import type { Token } from "./ngramCounts";

/**
 * How much of a text was said before: 1 - distinctN of it, seq-rep-n of Welleck et al.
 * @param n an integer >= 1, default 4
 * Returns a number in [0, 1): 0 when no n-gram comes twice, near 1 for a text that runs in circles.
 * @throws RangeError for n, and when the text is shorter than n
 * Source: Welleck et al. 2019, arXiv:1908.04319.
 */
export function repetitionRate(text: readonly Token[], n = 4): number {
  return 1 - distinctN([text], n);
}

/**
 * The share of tokens that came among the `window` tokens before them, rep/l of Welleck et al.
 * @param window an integer >= 1, default 16
 * @throws RangeError for window, and when the text is empty
 * Source: Welleck et al. 2019, arXiv:1908.04319.
 */
export function tokenRepetition(text: readonly Token[], window = 16): number {
  checkInteger("window", window, 1);
  checkArray("text", text);
  if (text.length === 0) throw new RangeError("text must not be empty, got []: there is nothing to measure");
  const isRepeated = (token: Token, i: number) => text.slice(Math.max(0, i - window), i).includes(token);
  return text.filter(isRepeated).length / text.length;
}
