import { checkNumber, type TokenId } from "../core";
import { bagOfWords } from "./bagOfWords";
import { scaledToLength1 } from "./cosine";

export interface TfIdfOptions {
  readonly vocabSize: number;
  /** As if one more document held every word once: no division by zero, and no word counts for nothing. True by default. */
  readonly smooth?: boolean;
  /** What a word of every document weighs: 1, as in scikit-learn (by default), or 0, as in many textbooks. */
  readonly least?: number;
  /** Whether a count c > 1 counts as 1 + ln(c) only: said ten times is not ten times as telling. False by default. */
  readonly sublinear?: boolean;
  /** Whether a vector is scaled to length 1, so that long documents don't weigh more. True by default. */
  readonly normalize?: boolean;
}

export interface TfIdf {
  /** [vocabSize] how much an occurrence of each word tells: much for those in few documents. */
  readonly idf: Float64Array;
  /** Of each document, [vocabSize]. */
  readonly vectors: readonly Float32Array[];
  /** The vector of another text, weighed as these documents say. */
  transform(ids: ArrayLike<TokenId>): Float32Array;
}

/**
 * Term frequency times inverse document frequency: counts in which words that are in every document weigh little.
 * idf = ln((1 + n) / (1 + df)) + least with `smooth`, else ln(n / df) + least; n documents, df of them with the word.
 * @throws RangeError without documents, and for ids outside [0, vocabSize)
 * Source: Spärck Jones 1972; the formulas and defaults are those of scikit-learn 1.9's TfidfTransformer.
 */
export function tfIdf(
  documents: readonly ArrayLike<TokenId>[],
  { vocabSize, smooth = true, least = 1, sublinear = false, normalize = true }: TfIdfOptions,
): TfIdf {
  checkNumber("least", least);
  if (documents.length === 0) throw new RangeError("documents must be at least one, got none");
  const counts = documents.map((ids) => bagOfWords(ids, vocabSize));
  const numDocuments = new Float64Array(vocabSize);
  for (const bag of counts) for (let id = 0; id < vocabSize; id++) if (bag[id]! > 0) numDocuments[id]!++;
  const extra = smooth ? 1 : 0;
  // A word of no document has df 0: unsmoothed its weight would be infinite, and it weighs nothing instead.
  const idf = numDocuments.map((df) =>
    df + extra === 0 ? 0 : Math.log((documents.length + extra) / (df + extra)) + least,
  );
  const weigh = (bag: Float32Array): Float32Array => {
    const weighed = bag.map((count, id) => (sublinear && count > 0 ? 1 + Math.log(count) : count) * idf[id]!);
    return normalize ? scaledToLength1(weighed) : weighed;
  };
  return { idf, vectors: counts.map(weigh), transform: (ids) => weigh(bagOfWords(ids, vocabSize)) };
}
