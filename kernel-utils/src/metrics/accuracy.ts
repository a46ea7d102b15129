import { checkPairs } from "./checks";

/**
 * The share of predictions that are what was expected.
 * predicted [n], expected [n] -> in [0, 1]
 * @throws RangeError when they're empty or not of one length
 */
export function accuracy<T extends string | number | boolean>(predicted: readonly T[], expected: readonly T[]): number {
  checkPairs("predicted", predicted, "expected", expected);
  return predicted.filter((value, i) => value === expected[i]).length / predicted.length;
}
