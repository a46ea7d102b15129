import { checkLogits, type TokenId } from "../core";

/**
 * The ids that a transform left, ascending: those whose logits aren't -Infinity.
 * @throws RangeError when logits are empty, NaN or +Infinity
 */
export function keptIds(logits: Float32Array): TokenId[] {
  checkLogits(logits);
  const ids: TokenId[] = [];
  for (let id = 0; id < logits.length; id++) if (logits[id]! > -Infinity) ids.push(id);
  return ids;
}
