import { describeValue, type TokenId } from "../core";
import { byteCharacters, bytesOf, textOfBytes } from "./byteCharacters";
import { checkSpecialTokens, checkVocab } from "./checkVocab";
import { createTokenizer } from "./createTokenizer";
import { scanGpt2Words } from "./gpt2Words";
import { mergeTable } from "./mergeTable";
import { bpeJson } from "./tokenizerJson";
import type { SpecialTokenOption } from "./specialTokens";
import type { Merge, Piece, SubwordTokenizer } from "./types";
import { wordCache } from "./wordCache";

export interface BpeTokenizerOptions {
  /** Tokens of the vocabulary that stand for no text, such as "<|endoftext|>"; default none. */
  readonly specialTokens?: readonly SpecialTokenOption[];
  /** Read a text as if a space stood before it, so that its first word is a word like any other; default false, as GPT-2. */
  readonly addPrefixSpace?: boolean;
}

const encoder = new TextEncoder();

/**
 * GPT-2's byte-level BPE: a text's bytes, joined by the merges, in their order, within each word.
 * `decode(encode(text)) === text` for every text without lone surrogates, whatever its script, when the vocabulary holds all
 * 256 bytes and addPrefixSpace is off; encode throws a RangeError for a byte that it doesn't hold.
 * @param vocab token of each id, bytes as GPT-2 writes them: Ġ is a space
 * @param merges in the order in which they were learnt
 * @throws RangeError for a vocabulary and merges that don't belong together, and for special tokens that aren't in it or that
 * the merges make
 * Source: openai/gpt-2, src/encoder.py; agrees with HF tokenizers, offsets untrimmed.
 */
export function bpeTokenizer(
  vocab: readonly string[],
  merges: readonly Merge[],
  { specialTokens = [], addPrefixSpace = false }: BpeTokenizerOptions = {},
): SubwordTokenizer {
  const idOf = checkVocab(vocab);
  const applyMerges = mergeTable(merges, idOf);
  const specials = checkSpecialTokens(specialTokens, idOf);
  const made = new Set([...byteCharacters, ...merges.map(({ left, right }) => left + right)]);
  for (const { token } of specials) {
    if (!made.has(token)) continue;
    throw new RangeError(
      `specialTokens must be none that text can make, got ${describeValue(token)}: put it in brackets, as in "<|end|>"`,
    );
  }
  const idOfByte = byteCharacters.map((character) => idOf.get(character));

  const idsOf = wordCache((word: string): readonly TokenId[] => {
    const bytes = encoder.encode(word);
    const symbols = new Int32Array(bytes.length);
    for (const [i, byte] of bytes.entries()) {
      const id = idOfByte[byte];
      if (id === undefined) throw new RangeError(missingByte(byte, word));
      symbols[i] = id;
    }
    return applyMerges(symbols);
  });
  const hasSpaceAdded = (text: string) => addPrefixSpace && text !== "" && !text.startsWith(" ");

  const tokenizer = createTokenizer({
    vocab,
    idOf,
    specialTokens: specials,
    decode: textOfBytes,
    label,
    encodeInto(ids, text) {
      scanGpt2Words(hasSpaceAdded(text) ? ` ${text}` : text, (word) => {
        for (const id of idsOf(word)) ids.push(id);
      });
    },
    scan(text, emit) {
      const shift = hasSpaceAdded(text) ? 1 : 0;
      scanGpt2Words(shift ? ` ${text}` : text, (word, wordStart) => {
        const places = placesOfBytes(word);
        let byte = 0;
        for (const id of idsOf(word)) {
          const start = wordStart + places.starts[byte]! - shift;
          byte += vocab[id]!.length; // a character a byte
          const end = wordStart + places.ends[byte - 1]! - shift;
          // The space that was added stands for the first character, as in HF tokenizers.
          emit(id, Math.max(start, 0), end > 0 ? end : String.fromCodePoint(text.codePointAt(0)!).length);
        }
      });
    },
  });
  return { ...tokenizer, toJSON: () => bpeJson({ vocab, merges, specials, addPrefixSpace }) };
}

const missingByte = (byte: number, word: string) =>
  `text must use bytes of the vocabulary, got 0x${byte.toString(16).padStart(2, "0")} in ${JSON.stringify(word)}: train with the whole alphabet of bytes`;

/** Where the character of each byte of `word` starts and ends, in UTF-16 units. */
function placesOfBytes(word: string): { starts: number[]; ends: number[] } {
  const starts: number[] = [];
  const ends: number[] = [];
  let start = 0;
  for (const character of word) {
    const code = character.codePointAt(0)!;
    const numBytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    const end = start + character.length;
    for (let i = 0; i < numBytes; i++) {
      starts.push(start);
      ends.push(end);
    }
    start = end;
  }
  return { starts, ends };
}

/** The piece's text; where it holds parts of characters, its bytes: ⟨F0 9F⟩. */
function label({ token }: Piece): string {
  const bytes = bytesOf(token);
  const text = textOfBytes([token]);
  if (Buffer.from(text).equals(bytes)) return text;
  return `⟨${Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ")}⟩`;
}
