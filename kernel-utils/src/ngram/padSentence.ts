import { checkInteger, type TokenId } from "../core";
import { checkOrder } from "./checks";

/**
 * A sentence as an n-gram model of `order` reads it: `order - 1` times `bos` before it, so that its first token has a full
 * context too, and one `eos` after it, so that the model learns where sentences end.
 * [n] -> [n + order]
 * @param options.order an integer in [1, 7]
 * @param options.bos the id of the beginning of a sentence, such as "<s>"
 * @param options.eos the id of its end, such as "</s>"
 * @throws RangeError for an order or an id out of range
 */
export function padSentence(
  ids: ArrayLike<TokenId>,
  { order, bos, eos }: { order: number; bos: TokenId; eos: TokenId },
): TokenId[] {
  checkOrder(order);
  checkInteger("bos", bos, 0);
  checkInteger("eos", eos, 0);
  return [...Array<TokenId>(order - 1).fill(bos), ...Array.from(ids), eos];
}
