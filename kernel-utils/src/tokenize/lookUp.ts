import { checkInteger, type TokenId } from "../core";

/**
 * The tokens of `ids`.
 * @throws RangeError for an id outside [0, vocabSize)
 */
export function lookUp(ids: readonly TokenId[], vocab: readonly string[]): string[] {
  return ids.map((id) => {
    const token = vocab[id];
    if (token === undefined) checkInteger("id", id, 0, vocab.length - 1);
    return token!;
  });
}
