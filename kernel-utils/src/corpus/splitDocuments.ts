import { checkInteger, createRng, describeValue } from "../core";
import { shuffled } from "./shuffled";
import type { Document } from "./types";

/** Documents to learn from, to choose with, and to judge by at the end. */
export interface Split<D> {
  readonly train: D[];
  readonly validation: D[];
  readonly test: D[];
}

/**
 * Split a corpus by document, so that no sentence of one text is learned from and another is judged by. Documents with
 * the same text (but for white space and capitals) go to the same part.
 * @param options.validation the share of the documents in (0, 1), .1 by default
 * @param options.test the share in (0, 1), .1 by default
 * @param options.seed which documents go where; order within a part is the corpus's
 * @throws RangeError for shares that leave nothing to learn from, and for a corpus too small for three parts
 */
export function splitDocuments<D extends Document>(
  documents: readonly D[],
  { validation = 0.1, test = 0.1, seed }: { validation?: number; test?: number; seed: number },
): Split<D> {
  for (const [name, share] of Object.entries({ validation, test })) {
    if (!(share > 0 && share < 1))
      throw new RangeError(`${name} must be a share in (0, 1), got ${describeValue(share)}`);
  }
  if (validation + test >= 1) {
    throw new RangeError(
      `validation + test must be < 1, got ${validation + test}: nothing would be left to learn from`,
    );
  }
  checkInteger("seed", seed, 0, 2 ** 32 - 1);
  const texts = [...new Set(documents.map(sameness))];
  const numTest = Math.max(1, Math.round(test * texts.length));
  const numValidation = Math.max(1, Math.round(validation * texts.length));
  if (texts.length < numTest + numValidation + 1) {
    throw new RangeError(
      `documents must be at least 3 different ones, got ${texts.length}: cut a long text into parts`,
    );
  }
  const parts = new Map<string, keyof Split<D>>();
  shuffled(texts, createRng(seed)).forEach((text, i) => {
    parts.set(text, i < numTest ? "test" : i < numTest + numValidation ? "validation" : "train");
  });
  const split: Split<D> = { train: [], validation: [], test: [] };
  for (const document of documents) split[parts.get(sameness(document))!].push(document);
  return split;
}

const sameness = ({ text }: Document): string => text.toLowerCase().replaceAll(/\s+/g, " ").trim();
