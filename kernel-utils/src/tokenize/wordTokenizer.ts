import { checkInteger, type TokenId } from "../core";
import { createTokenizer } from "./createTokenizer";
import { joinWords } from "./joinWords";
import type { WordTokenizer } from "./types";
import { words, wordsIn } from "./words";

const unk = "<UNK>"; // nltk.lm's spelling

/** What wordTokenizer may be told. */
export interface WordTokenizerOptions {
  /** Default "en"; Chinese is split by a dictionary under any locale. */
  readonly locale?: string;
  /** Fold capitals; default false. */
  readonly lowercase?: boolean;
  /** Words rarer than this are left out of the vocabulary; an integer >= 1, default 1: all are in. */
  readonly minCount?: number;
  /** Tokens that no text can hold, such as "<s>"; default none. */
  readonly specialTokens?: readonly string[];
}

/**
 * A tokenizer whose tokens are the words and punctuation marks of `texts`.
 * Ids: 0 is "<UNK>", then come the special tokens, then the words from the most frequent down (ties: first seen first).
 * Special tokens, "<UNK>" too, are never read from a text unless asked for. decode puts spaces as a reader expects them:
 * `decode(encode(text)) === text` for most plain prose, but not by law. tokens gives unknown words as they stand in the text.
 * @throws RangeError when `texts` hold no word, minCount isn't an integer >= 1, or a special token is given twice or is a
 * word that a text could hold
 */
export function wordTokenizer(
  texts: string | Iterable<string>,
  { locale = "en", lowercase = false, minCount = 1, specialTokens = [] }: WordTokenizerOptions = {},
): WordTokenizer {
  checkInteger("minCount", minCount, 1);
  const reserved = [unk, ...specialTokens];
  checkSpecialTokens(reserved, locale);
  const tokens = (text: string) => words(text, { locale, lowercase });

  const countOf = new Map<string, number>();
  for (const text of typeof texts === "string" ? [texts] : texts) {
    for (const word of tokens(text)) countOf.set(word, (countOf.get(word) ?? 0) + 1);
  }
  if (countOf.size === 0) throw new RangeError("texts must hold at least one word, got none");
  const frequent = [...countOf].filter(([, count]) => count >= minCount).toSorted(([, a], [, b]) => b - a);

  const vocab = [...reserved, ...frequent.map(([word]) => word)];
  const idOf = new Map<string, TokenId>(vocab.map((token, id) => [token, id]));
  const tokenizer = createTokenizer({
    vocab,
    idOf,
    specialTokens: reserved.map((token, id) => ({ id, token })),
    tokens,
    decode: joinWords,
    scan(text, emit) {
      // No word of a text is a special token: checked above.
      for (const { word, start, end } of wordsIn(text, { locale, lowercase })) emit(idOf.get(word) ?? 0, start, end);
    },
  });
  return { ...tokenizer, unkId: 0 };
}

function checkSpecialTokens(tokens: readonly string[], locale: string): void {
  for (const [i, token] of tokens.entries()) {
    if (tokens.indexOf(token) !== i) throw new RangeError(`specialTokens must be distinct, got ${token} twice`);
    if (words(token, { locale }).length > 1) continue;
    throw new RangeError(
      `specialTokens must not be words of a text, got ${JSON.stringify(token)}: put it in brackets, as in "<s>"`,
    );
  }
}
