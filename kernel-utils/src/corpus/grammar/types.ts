import type { Rng } from "../../core";

/** What a symbol may become (symbols and words, with spaces between), and how often among its ways: a positive weight. */
export type Expansion = readonly [text: string, weight: number];

/** The ways of each symbol. What is no symbol of the rules is a word. */
export type GrammarRules = Readonly<Record<string, readonly Expansion[]>>;

/** How a sentence came about: a symbol and what it became. */
export interface Parse {
  readonly symbol: string;
  readonly children: readonly (Parse | string)[];
}

export interface GrammarSentence {
  readonly words: readonly string[];
  readonly parse: Parse;
  /** The natural logarithm of the probability of this parse. */
  readonly logProb: number;
}

/** What can be said of a grammar's sentences before any is made. */
export interface GrammarEntropy {
  readonly bitsPerSentence: number;
  /** Words in a sentence, on average. */
  readonly meanLength: number;
  /**
   * Bits per token, where a sentence's end counts as one: the cross-entropy of the best possible model, which no training
   * gets below. Divide by log2(e) for nats.
   */
  readonly bitsPerToken: number;
}

/** A probabilistic context-free grammar. */
export interface Grammar {
  readonly rules: GrammarRules;
  readonly start: string;
  /** All words, in the rules' order. */
  readonly vocab: readonly string[];
  /**
   * Exact for a grammar in which each sentence has one parse, as those of this library; else it is the entropy of the
   * parses, which is more.
   */
  readonly entropy: GrammarEntropy;
  /** One sentence, drawn by chance. */
  sample(rng: Rng): GrammarSentence;
  /** @throws RangeError when count is no integer >= 0 */
  sentences(count: number, options: { readonly seed: number }): GrammarSentence[];
  /** Natural logarithm of a sentence's probability, over all of its parses; -Infinity where the grammar has none. */
  logProb(words: readonly string[]): number;
}
