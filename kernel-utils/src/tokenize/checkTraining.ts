import { checkInteger } from "../core";
import type { TrainedMerge } from "./types";

/** What training may be told. */
export interface TrainOptions {
  /** How many tokens to learn, special ones and alphabet included. */
  readonly vocabSize: number;
  /** Pairs that occur more seldom are never joined; an integer >= 1, default 1. */
  readonly minFrequency?: number;
  /** Tokens that stand for no text; they come first. */
  readonly specialTokens?: readonly string[];
  /** Hears of each merge as it is made; `step` counts from 1. */
  readonly onMerge?: (merge: TrainedMerge, step: number) => void;
}

interface Training {
  readonly vocabSize: number;
  readonly minFrequency: number;
  readonly specialTokens: readonly string[];
  /** Special tokens and alphabet. */
  readonly start: readonly string[];
}

/** @throws RangeError for what no vocabulary can be learnt with */
export function checkTraining({ vocabSize, minFrequency, specialTokens, start }: Training): void {
  checkInteger("vocabSize", vocabSize, 1);
  checkInteger("minFrequency", minFrequency, 1);
  if (specialTokens.includes("")) throw new RangeError('specialTokens must not be empty, got "": leave it out');
  const seen = new Set<string>();
  for (const token of start) {
    if (seen.has(token)) {
      throw new RangeError(
        `specialTokens must be distinct and none of the alphabet, got ${JSON.stringify(token)} twice: put it in brackets, as in "<s>"`,
      );
    }
    seen.add(token);
  }
  if (vocabSize < start.length) {
    const numCharacters = start.length - specialTokens.length;
    throw new RangeError(
      `vocabSize must be >= ${start.length} (${specialTokens.length} special tokens, an alphabet of ${numCharacters}), got ${vocabSize}`,
    );
  }
}
