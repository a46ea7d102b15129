import { describeValue, type TokenId } from "../core";
import type { SpecialToken, SpecialTokenOption } from "./specialTokens";

/**
 * The id of each token of `vocab`.
 * @throws TypeError for a token that isn't a string
 * @throws RangeError for an empty or repeated token, or none at all
 */
export function checkVocab(vocab: readonly string[]): Map<string, TokenId> {
  if (vocab.length === 0) throw new RangeError("vocab must hold at least one token, got none");
  const idOf = new Map<string, TokenId>();
  for (const [id, token] of vocab.entries()) {
    if (typeof token !== "string") throw new TypeError(`vocab must hold strings, got ${describeValue(token)} at ${id}`);
    if (token === "") throw new RangeError(`vocab must hold no empty token, got one at ${id}`);
    const earlier = idOf.get(token);
    if (earlier !== undefined) {
      throw new RangeError(`vocab must hold each token once, got ${JSON.stringify(token)} at ${earlier} and at ${id}`);
    }
    idOf.set(token, id);
  }
  return idOf;
}

/**
 * The special tokens `options` with their ids.
 * @throws RangeError for one that isn't in the vocabulary
 */
export function checkSpecialTokens(
  options: readonly SpecialTokenOption[],
  idOf: ReadonlyMap<string, TokenId>,
): SpecialToken[] {
  return options.map((option) => {
    const special = typeof option === "string" ? { token: option } : option;
    const id = idOf.get(special.token);
    if (id !== undefined) return { ...special, id };
    throw new RangeError(
      `specialTokens must be in the vocabulary, got ${describeValue(special.token)}: train with it, or add it to vocab`,
    );
  });
}
