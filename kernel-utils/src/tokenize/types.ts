import type { TokenId } from "../core";

/** How a text is read. */
export interface EncodeOptions {
  /** Read special tokens that are written out in the text as themselves; default false: they are text like any other. */
  readonly allowSpecial?: boolean;
}

/** One token of a text, and where in the text it stands. */
export interface Piece {
  readonly id: TokenId;
  /** The vocabulary's token of that id. */
  readonly token: string;
  /**
   * `text.slice(start, end)` is what the token stands for: UTF-16 offsets into the original text. Tokens that hold part of a
   * character, as in byte-level BPE, all span the whole character, so that spans may overlap; they never go back.
   */
  readonly start: number;
  readonly end: number;
}

/** The pieces of a text, in order. As a cell's last value, or by `show`, they are seen as the text with its tokens coloured. */
export type Pieces = readonly Piece[];

/**
 * Text to ids and back, over a fixed vocabulary. Special tokens, such as "<s>", are never read from a text unless asked for.
 * Whether `decode(encode(text)) === text` is said by each kind. A lone surrogate, which is no character, is read as U+FFFD by
 * kinds that look at bytes or at characters' classes, as every UTF-8 encoder does.
 */
export interface Tokenizer {
  /** The token of each id: [vocabSize]. */
  readonly vocab: readonly string[];
  /** The ids of `text`. */
  encode(text: string): TokenId[];
  encode(text: string, options: EncodeOptions): TokenId[];
  /**
   * The text of `ids`.
   * @throws RangeError for an id outside [0, vocabSize)
   */
  decode(ids: readonly TokenId[]): string;
  /** The tokens of `text`, one for each id that encode gives. */
  tokens(text: string): string[];
  /** The same tokens with their ids and places. */
  pieces(text: string, options?: EncodeOptions): Pieces;
  /**
   * The id of a token of the vocabulary, as in `idOf("[MASK]")`.
   * @throws RangeError for one that isn't in it; `vocab.includes(token)` asks
   */
  idOf(token: string): TokenId;
}

/** A tokenizer that has an id for what it doesn't know. */
export interface WordTokenizer extends Tokenizer {
  /** The id of "<UNK>", which stands for every word outside the vocabulary. */
  readonly unkId: TokenId;
}

/** A tokenizer of parts of words. `JSON.stringify(tokenizer)` is a `tokenizer.json` that Hugging Face's tokenizers read. */
export interface SubwordTokenizer extends Tokenizer {
  toJSON(): object;
}

/** Two tokens that are joined into one. */
export interface Merge {
  readonly left: string;
  readonly right: string;
}

/** A merge as training found it. */
export interface TrainedMerge extends Merge {
  /** What the two are joined to. */
  readonly token: string;
  /** How often the two stood side by side when they were joined. */
  readonly count: number;
  /** What the merge was chosen for: the highest of all pairs at that step. The count, or for rule "likelihood" f(ab) / (f(a) f(b)). */
  readonly score: number;
}

/** What training gives. */
export interface TrainedVocab {
  /** Special tokens, then the alphabet, then the merges' tokens in order. */
  readonly vocab: readonly string[];
  /** In the order in which they were made. */
  readonly merges: readonly TrainedMerge[];
}
