import type { Rng, TokenId } from "../core";
import { type SentenceBatch, sentenceBatches } from "./sentenceBatches";

/** A text and what it is to become: a word and its sounds, say. */
export interface Pair {
  readonly source: ArrayLike<TokenId>;
  /** With a token before its first and one after its last. */
  readonly target: ArrayLike<TokenId>;
}

/** Pairs for one training step: row i of the one belongs to row i of the other. */
export interface PairBatch {
  readonly source: SentenceBatch;
  readonly target: SentenceBatch;
}

/**
 * Every pair once, in batches: one epoch. With `rng` in random order, else in the list's. Shorter rows are filled up with 0;
 * their lengths tell.
 * @throws RangeError for an empty source or target and a batchSize that is no integer >= 1
 */
export function pairBatches(
  pairs: readonly Pair[],
  { batchSize, rng }: { batchSize: number; rng?: Rng },
): Generator<PairBatch, void> {
  const [sources, targets] = [pairs.map(({ source }) => source), pairs.map(({ target }) => target)];
  sentenceBatches(targets, { batchSize, padId: 0 }); // says at once what is wrong with them
  return inPairs(sentenceBatches(sources, { batchSize, padId: 0, rng }), targets);
}

function* inPairs(
  sources: Iterable<SentenceBatch>,
  targets: readonly ArrayLike<TokenId>[],
): Generator<PairBatch, void> {
  for (const source of sources) {
    const { rows, batchSize } = source;
    const [target] = sentenceBatches(
      Array.from(rows, (row) => targets[row]!),
      { batchSize, padId: 0 },
    );
    yield { source, target: { ...target!, rows } };
  }
}
