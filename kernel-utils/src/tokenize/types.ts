import type { TokenId } from "../core";

/** Text to ids and back, over a fixed vocabulary. */
export interface Tokenizer {
  /** The token of each id: [vocabSize]. */
  readonly vocab: readonly string[];
  /** The ids of `text`. */
  encode(text: string): TokenId[];
  /**
   * The text of `ids`.
   * @throws RangeError for an id outside [0, vocabSize)
   */
  decode(ids: readonly TokenId[]): string;
  /** The tokens of `text` as they stand in it, known to the vocabulary or not. */
  tokens(text: string): string[];
}

/** A tokenizer that has an id for what it doesn't know. */
export interface WordTokenizer extends Tokenizer {
  /** The id of "<UNK>", which stands for every word outside the vocabulary. */
  readonly unkId: TokenId;
}
