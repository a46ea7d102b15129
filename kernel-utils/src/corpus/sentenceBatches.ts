import { checkInteger, describeValue, type Rng, type TokenId } from "../core";
import { shuffled } from "./shuffled";

/** Sentences for one training step, filled up to the longest of them. */
export interface SentenceBatch {
  /** [batchSize, length], row by row; padId after a sentence's end */
  readonly ids: Int32Array;
  /** [batchSize]: how many ids of each row are the sentence's own */
  readonly lengths: Int32Array;
  readonly batchSize: number;
  /** The longest sentence's. */
  readonly length: number;
  /** Which sentences these are: their places in the list. */
  readonly rows: Int32Array;
}

/**
 * Every sentence once, in batches: one epoch. With `rng` in random order, else in the list's.
 * @param options.padId what fills the rows of shorter sentences
 * @throws RangeError for an empty sentence, a batchSize that is no integer >= 1, a padId that is no integer >= 0
 */
export function sentenceBatches(
  sentences: readonly ArrayLike<TokenId>[],
  { batchSize, padId, rng }: { batchSize: number; padId: TokenId; rng?: Rng },
): Generator<SentenceBatch, void> {
  checkInteger("batchSize", batchSize, 1);
  checkInteger("padId", padId, 0);
  const empty = sentences.findIndex((sentence) => !(sentence.length > 0));
  if (empty >= 0) {
    throw new RangeError(`sentences must have ids, got ${describeValue(sentences[empty])} at ${empty}: leave it out`);
  }
  const places = sentences.map((_, place) => place);
  return draw(sentences, rng === undefined ? places : shuffled(places, rng), batchSize, padId);
}

function* draw(
  sentences: readonly ArrayLike<TokenId>[],
  order: readonly number[],
  batchSize: number,
  padId: TokenId,
): Generator<SentenceBatch, void> {
  for (let first = 0; first < order.length; first += batchSize) {
    const rows = Int32Array.from(order.slice(first, first + batchSize));
    const lengths = rows.map((row) => sentences[row]!.length);
    const length = lengths.reduce((longest, one) => Math.max(longest, one));
    const ids = new Int32Array(rows.length * length).fill(padId);
    rows.forEach((row, i) => ids.set(sentences[row]!, i * length));
    yield { ids, lengths, batchSize: rows.length, length, rows };
  }
}
