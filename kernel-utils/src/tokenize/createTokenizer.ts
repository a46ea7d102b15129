// What all tokenizers have in common, so that a kind says only how it reads plain text and how it writes ids.
import type { TokenId } from "../core";
import { lookUp } from "./lookUp";
import { createPieces } from "./pieces";
import { type SpecialToken, specialSplitter } from "./specialTokens";
import type { EncodeOptions, Piece, Tokenizer } from "./types";

/** Hears of one token: it stands for [start, end) of the text. */
export type Emit = (id: TokenId, start: number, end: number) => void;

/** What a kind of tokenizer is. */
export interface Kind {
  readonly vocab: readonly string[];
  readonly idOf: ReadonlyMap<string, TokenId>;
  readonly specialTokens?: readonly SpecialToken[];
  /** Find the tokens of a text in which nothing is special. */
  readonly scan: (text: string, emit: Emit) => void;
  /** The same without the places, where that is faster: push the ids. */
  readonly encodeInto?: (ids: TokenId[], text: string) => void;
  readonly decode: (tokens: readonly string[]) => string;
  /** Default: the vocabulary's tokens. */
  readonly tokens?: (text: string) => string[];
  /** How a piece is shown; default: what stands in the text. */
  readonly label?: (piece: Piece, text: string) => string;
}

/** A tokenizer of that kind. Its methods need no `this`: `texts.map(tokenizer.encode)` works. */
export function createTokenizer(kind: Kind): Tokenizer {
  const { vocab, idOf, specialTokens = [], scan, decode, label = inText } = kind;
  const split = specialSplitter(specialTokens);
  const encodeInto = kind.encodeInto ?? ((ids: TokenId[], text: string) => scan(text, (id) => ids.push(id)));

  function encode(text: string, options?: EncodeOptions): TokenId[] {
    const ids: TokenId[] = [];
    if (!options?.allowSpecial) {
      encodeInto(ids, text);
      return ids;
    }
    for (const { special, start, end } of split(text)) {
      if (special) ids.push(special.id);
      else encodeInto(ids, text.slice(start, end));
    }
    return ids;
  }

  function pieces(text: string, { allowSpecial = false }: EncodeOptions = {}) {
    const found: Piece[] = [];
    const add: Emit = (id, start, end) => found.push({ id, token: vocab[id]!, start, end });
    for (const section of allowSpecial ? split(text) : [{ start: 0, end: text.length }]) {
      if (section.special) add(section.special.id, section.start, section.end);
      else {
        const emit: Emit = (id, start, end) => add(id, section.start + start, section.start + end);
        scan(text.slice(section.start, section.end), emit);
      }
    }
    return createPieces(found, text, label);
  }

  return {
    vocab,
    encode,
    decode: (ids) => decode(lookUp(ids, vocab)),
    tokens: kind.tokens ?? ((text) => encode(text).map((id) => vocab[id]!)),
    pieces,
    idOf(token) {
      const id = idOf.get(token);
      if (id !== undefined) return id;
      throw new RangeError(
        `token must be one of the vocabulary's ${vocab.length}, got ${JSON.stringify(token)}: to encode a text use encode`,
      );
    },
  };
}

const inText = ({ start, end }: Piece, text: string) => text.slice(start, end);
