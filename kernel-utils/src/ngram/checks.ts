import { checkInteger, checkNumber, type TokenId } from "../core";

/** Longer n-grams are too rare to be counted: nearly all of them occur once. */
export const maxOrder = 7;

/** @throws RangeError unless `order` is an integer in [1, 7] */
export function checkOrder(order: number): void {
  checkInteger("order", order, 1, maxOrder);
}

/** @throws RangeError unless `id` is an integer in [0, vocabSize) */
export function checkId(id: TokenId, vocabSize: number): void {
  // One test for fractions, NaN, negatives and what isn't a number: it stands in every query.
  if (id >>> 0 !== id || id >= vocabSize) checkInteger("id", id, 0, vocabSize - 1);
}

/** @throws RangeError unless each of `ids` is an integer in [0, vocabSize) */
export function checkIds(ids: ArrayLike<TokenId>, vocabSize: number): void {
  for (let i = 0; i < ids.length; i++) checkId(ids[i]!, vocabSize);
}

/** @throws RangeError unless `value` is in [0, 1] */
export function checkShare(name: string, value: number): void {
  checkNumber(name, value);
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} must be in [0, 1], got ${value}: it is a share of 1`);
}
