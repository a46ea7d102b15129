import { createModel } from "./createModel";
import type { NgramCounts, NgramModel, Smoothing } from "./types";

/**
 * The language model that `smoothing` makes of `counts`. Its functions can be passed on by themselves: they use no `this`.
 * @param options.vocab the token of each id, so that errors name tokens: [vocabSize]
 * @throws RangeError when there aren't as many tokens in it as ids
 */
export function ngramModel(
  counts: NgramCounts,
  smoothing: Smoothing,
  { vocab }: { vocab?: readonly string[] } = {},
): NgramModel {
  const { order, vocabSize } = counts;
  checkVocab(vocab, vocabSize);
  return createModel({ name: smoothing.name, order, vocabSize, probs: smoothing.fit(counts, vocab) });
}

function checkVocab(vocab: readonly string[] | undefined, vocabSize: number): void {
  if (vocab === undefined || vocab.length === vocabSize) return;
  throw new RangeError(
    `vocab must have a token for each of the ${vocabSize} ids counted, got ${vocab.length}: pass the tokenizer's that made them`,
  );
}
