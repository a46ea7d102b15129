import { characters } from "./characters";
import { createTokenizer } from "./createTokenizer";
import type { Tokenizer } from "./types";

/**
 * A tokenizer whose tokens are the characters of `texts`, in code point order.
 * `decode(encode(text)) === text`; encode throws a RangeError for a character that `texts` don't have.
 * @throws RangeError when `texts` hold no character
 */
export function characterTokenizer(texts: string | Iterable<string>): Tokenizer {
  const seen = new Set<string>();
  for (const text of texts) for (const character of text) seen.add(character);
  if (seen.size === 0) throw new RangeError("texts must hold at least one character, got none");
  const vocab = [...seen].toSorted((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
  const idOf = new Map(vocab.map((character, id) => [character, id]));
  return createTokenizer({
    vocab,
    idOf,
    tokens: characters,
    decode: (tokens) => tokens.join(""),
    scan(text, emit) {
      let start = 0;
      for (const character of text) {
        const id = idOf.get(character);
        if (id === undefined) {
          throw new RangeError(
            `text must use the vocabulary's ${vocab.length} characters, got ${JSON.stringify(character)}: make the tokenizer from texts that have it`,
          );
        }
        emit(id, start, (start += character.length));
      }
    },
  });
}
