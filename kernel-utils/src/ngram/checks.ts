import { checkInteger, type TokenId } from "../core";

/** Longer n-grams are too rare to be counted: nearly all of them occur once. */
const maxOrder = 7;

/** @throws RangeError unless `order` is an integer in [1, 7] */
export function checkOrder(order: number): void {
  checkInteger("order", order, 1, maxOrder);
}

/** @throws RangeError unless each of `ids` is an integer in [0, vocabSize) */
export function checkIds(ids: ArrayLike<TokenId>, vocabSize: number): void {
  for (let i = 0; i < ids.length; i++) checkInteger("id", ids[i]!, 0, vocabSize - 1);
}
