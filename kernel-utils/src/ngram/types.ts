import type { NextLogits, TokenId } from "../core";
import type { BackoffTable } from "./backoffTable";
import type { Level } from "./buildTrie";

/** An n-gram and how often it occurs. */
export interface NgramCount {
  readonly ids: TokenId[];
  readonly count: number;
}

/** How often each n-gram of 1 to `order` tokens occurs in some sentences. Ids outside [0, vocabSize) throw a RangeError. */
export interface NgramCounts {
  /** The longest n-grams counted. */
  readonly order: number;
  readonly vocabSize: number;
  /** How many tokens were counted. */
  readonly numTokens: number;
  /**
   * How often `ngram` occurs; 0 when never.
   * @throws RangeError unless it has 1 to `order` ids
   */
  count(ngram: ArrayLike<TokenId>): number;
  /**
   * How often `context` is followed by a token, whichever: the sum of its successors' counts. For [], numTokens.
   * Less than count(context) where the context also ends sentences.
   * @throws RangeError unless it has 0 to `order - 1` ids
   */
  contextCount(context: ArrayLike<TokenId>): number;
  /**
   * The tokens that follow `context`, ids ascending, with their counts. For [], all tokens that occur.
   * Views of the counts' own memory: not to be written to.
   * @throws RangeError unless it has 0 to `order - 1` ids
   */
  successors(context: ArrayLike<TokenId>): { readonly ids: Uint32Array; readonly counts: Uint32Array };
  /** How many different n-grams of `n` tokens occur. */
  numDistinct(n: number): number;
  /** How many n-grams of `n` tokens occur, each as often as it does. */
  numTotal(n: number): number;
  /** The n-grams of `n` tokens, ordered by their ids. */
  entries(n: number): Iterable<NgramCount>;
  /** The `k` most frequent n-grams of `n` tokens, the most frequent first; of ties, the lowest ids first. */
  mostCommon(n: number, k: number): NgramCount[];
  /**
   * The `k` tokens that most often follow `context`, the most frequent first; of ties, the lowest id first.
   * @throws RangeError unless `context` has 0 to `order - 1` ids and k is an integer >= 0
   */
  mostCommonAfter(context: ArrayLike<TokenId>, k: number): { readonly id: TokenId; readonly count: number }[];
  /** The trie that holds them, for what reads all counts: levels[n] for n from 0, the root, to `order`. Not to be written to. */
  readonly levels: readonly Level[];
}

/**
 * How counts become probabilities: the rule that makes one n-gram model differ from another. It prepares once what it
 * needs of the counts (continuation counts, discounts) and gives the probabilities.
 */
export interface Smoothing {
  /** As it is called in code, with its parameters: "mle", "addK(1)". */
  readonly name: string;
  /** @param vocab the token of each id, for error messages that name them */
  fit(counts: NgramCounts, vocab?: readonly string[]): ConditionalProbs;
}

/**
 * p(next token | context). Contexts have 0 to `order - 1` ids, oldest first; ngramModel has checked them.
 * For every context and id: what fillLogProbs puts at index id is log(prob(id, context)).
 */
export interface ConditionalProbs {
  /** False for scores that needn't sum to 1, such as stupid backoff's: they rank tokens, but have no perplexity. */
  readonly isNormalized: boolean;
  /** In [0, 1]. */
  prob(id: TokenId, context: ArrayLike<TokenId>): number;
  /**
   * Write the logarithm of every token's probability after `context` to `out` [vocabSize], overwriting what it held.
   * @throws RangeError when the rule defines none for this context
   */
  fillLogProbs(context: ArrayLike<TokenId>, out: Float32Array): void;
  /** The table they are read from, if they are: writeArpa and saveNgramModel need one. */
  readonly table?: BackoffTable;
}

/** A language model made of n-gram counts. Of a context, the last `order - 1` ids matter; a shorter one uses lower orders. */
export interface NgramModel {
  /** The smoothing's name, or the file's. */
  readonly name: string;
  readonly order: number;
  readonly vocabSize: number;
  /**
   * The probability of `id` after `context`.
   * @throws RangeError for ids outside [0, vocabSize)
   */
  prob(id: TokenId, context: ArrayLike<TokenId>): number;
  /** Its natural logarithm: at most 0, -Infinity for what can't follow. */
  logProb(id: TokenId, context: ArrayLike<TokenId>): number;
  /** Log-probabilities of every next token: [vocabSize]. A fresh array each time. */
  readonly nextLogits: NextLogits;
  /**
   * exp of the mean of -logProb over the tokens that have a full context, which is every token but the first `order - 1`
   * of each sentence: all but the <s> of padSentence. Infinity when one of them has probability 0.
   * @throws RangeError when no token has a full context, and when the smoothing's scores aren't probabilities
   */
  perplexity(sentences: Iterable<ArrayLike<TokenId>>): number;
  /** The rule's probabilities, without the checks of what stands above. */
  readonly probs: ConditionalProbs;
}
