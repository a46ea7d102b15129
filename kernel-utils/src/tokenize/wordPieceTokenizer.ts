import { checkInteger, type TokenId } from "../core";
import { type BasicOptions, basicRules } from "./basicRules";
import { scanBasicWords } from "./basicTokenize";
import { checkSpecialTokens, checkVocab } from "./checkVocab";
import { createTokenizer } from "./createTokenizer";
import { joinWordPieces } from "./joinWordPieces";
import type { SpecialTokenOption } from "./specialTokens";
import { wordPieceJson } from "./tokenizerJson";
import type { SubwordTokenizer } from "./types";
import { wordCache } from "./wordCache";

export interface WordPieceTokenizerOptions extends BasicOptions {
  /** What stands for a word that the vocabulary can't spell; default "[UNK]". */
  readonly unkToken?: string;
  /** Tokens that stand for no text; default those of [PAD] [UNK] [CLS] [SEP] [MASK] that the vocabulary has. */
  readonly specialTokens?: readonly SpecialTokenOption[];
  /** Words of more characters are unknown; an integer >= 1, default 200 as BERT; HF's tokenizers have 100. */
  readonly maxWordLength?: number;
  /** Whether decode puts no space before . ? ! , and English endings; default true. */
  readonly cleanup?: boolean;
}

/** BERT's own. */
export const bertSpecialTokens: readonly string[] = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

/** What a token inside a word starts with. */
export const insideWord = "##";

/**
 * BERT's WordPiece: each word of basicTokenize is taken apart from the left, each time by the longest token that fits, those
 * inside the word written with ##: annoyingly -> annoying | ##ly. Where none fits, the whole word is [UNK].
 * decode joins words by single spaces, so that `decode(encode(text)) === text` for plain text alone; case, accents, white
 * space and unknown words are lost.
 * @param vocab token of each id
 * @throws RangeError for a vocabulary without unkToken or with a token twice, special tokens that it lacks, and a
 * maxWordLength that isn't an integer >= 1
 * Source: WordpieceTokenizer in google-research/bert, tokenization.py; agrees with HF tokenizers.
 */
export function wordPieceTokenizer(
  vocab: readonly string[],
  { unkToken = "[UNK]", specialTokens, maxWordLength = 200, cleanup = true, ...basic }: WordPieceTokenizerOptions = {},
): SubwordTokenizer {
  checkInteger("maxWordLength", maxWordLength, 1);
  const idOf = checkVocab(vocab);
  const unkId = idOf.get(unkToken);
  if (unkId === undefined) {
    throw new RangeError(
      `vocab must hold unkToken ${JSON.stringify(unkToken)}, got none: add it, or name the one it has`,
    );
  }
  const specials = checkSpecialTokens(specialTokens ?? bertSpecialTokens.filter((token) => idOf.has(token)), idOf);
  const partsOf = basicRules(basic);

  // Two tables, so that no text can spell a special token, nor a ## that it holds the inside of a word.
  const starting = new Map<string, TokenId>();
  const inside = new Map<string, TokenId>();
  const reserved = new Set([unkToken, ...specials.map(({ token }) => token)]);
  for (const [id, token] of vocab.entries()) {
    if (reserved.has(token)) continue;
    starting.set(token, id);
    if (token.startsWith(insideWord)) inside.set(token.slice(insideWord.length), id);
  }
  const longest = vocab.reduce((length, token) => Math.max(length, token.length), 0);
  const unknown: readonly Part[] = [];

  const partsOfWord = wordCache((word: string): readonly Part[] => {
    if (word.length > maxWordLength && Array.from(word).length > maxWordLength) return unknown;
    const parts: Part[] = [];
    for (let start = 0; start < word.length;) {
      const table = start === 0 ? starting : inside;
      let end = Math.min(word.length, start + longest);
      let id: TokenId | undefined;
      while (end > start && (id = table.get(word.slice(start, end))) === undefined) end--;
      if (id === undefined) return unknown;
      parts.push({ id, numCharacters: Array.from(word.slice(start, end)).length });
      start = end;
    }
    return parts;
  });

  const tokenizer = createTokenizer({
    vocab,
    idOf,
    specialTokens: specials,
    decode: (tokens) => joinWordPieces(tokens, cleanup),
    label: ({ token }) => token,
    encodeInto(ids, text) {
      scanBasicWords(text, partsOf, (word) => {
        const parts = partsOfWord(word);
        if (parts === unknown) ids.push(unkId);
        else for (const part of parts) ids.push(part.id);
      });
    },
    scan(text, emit) {
      scanBasicWords(text, partsOf, (word, { starts, ends }) => {
        const parts = partsOfWord(word);
        if (parts === unknown) emit(unkId, starts[0]!, ends[Array.from(word).length - 1]!);
        let first = 0;
        for (const { id, numCharacters } of parts) {
          const last = first + numCharacters - 1;
          emit(id, starts[first]!, ends[last]!);
          first = last + 1;
        }
      });
    },
  });
  return {
    ...tokenizer,
    toJSON: () => wordPieceJson({ vocab, unkToken, specials, maxWordLength, cleanup, basic }),
  };
}

/** A token of a word. */
interface Part {
  readonly id: TokenId;
  readonly numCharacters: number;
}
