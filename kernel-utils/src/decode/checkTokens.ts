import { checkInteger, describeValue, type TokenId } from "../core";

/**
 * @throws TypeError when `ids` isn't an array of numbers
 * @throws RangeError when one isn't an integer >= 0
 */
export function checkTokens(name: string, ids: readonly TokenId[]): void {
  if (!Array.isArray(ids)) throw new TypeError(`${name} must be an array of token ids, got ${describeValue(ids)}`);
  for (const [i, id] of ids.entries()) checkInteger(`${name}[${i}]`, id, 0);
}
