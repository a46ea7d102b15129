// How often each two symbols stand side by side, and in which words: kept up to date while words are merged.
import type { TokenId } from "../core";
import { type CountedWords, mergeInWord } from "./countWords";
import { PairTable } from "./PairTable";

/** Pairs have numbers, in the order in which they were first seen. */
export class PairCounts {
  readonly lefts: TokenId[] = [];
  readonly rights: TokenId[] = [];
  readonly counts: number[] = [];
  /** The words that each pair was seen in; merging others may have taken it out of some. */
  readonly words: number[][] = [];
  readonly #numbers = new PairTable(2 ** 12);
  readonly #texts: CountedWords;

  constructor(texts: CountedWords) {
    this.#texts = texts;
    const { symbols, starts, lengths, counts } = texts;
    for (let word = 0; word < starts.length; word++) {
      const end = starts[word]! + lengths[word]!;
      for (let i = starts[word]! + 1; i < end; i++) this.#add(symbols[i - 1]!, symbols[i]!, counts[word]!, word);
    }
  }

  /**
   * Join a pair to `merged` wherever it stands.
   * @returns how often it was joined, and the pairs that there are more of than before
   */
  merge(pair: number, merged: TokenId): { numJoined: number; grown: Set<number> } {
    const joined = { left: this.lefts[pair]!, right: this.rights[pair]!, merged };
    const grown = new Set<number>();
    let numJoined = 0;
    for (const word of this.words[pair]!) {
      const count = this.#texts.counts[word]!;
      const times = mergeInWord(this.#texts, word, joined, (a, b, change) => {
        const changed = this.#add(a, b, change * count, word);
        if (change > 0) grown.add(changed);
      });
      numJoined += times * count;
    }
    this.words[pair] = [];
    this.counts[pair] = 0; // none is left
    return { numJoined, grown };
  }

  #add(a: TokenId, b: TokenId, change: number, word: number): number {
    let pair = this.#numbers.get(a, b);
    if (pair === -1) {
      pair = this.counts.length;
      this.#numbers.set(a, b, pair);
      this.lefts.push(a);
      this.rights.push(b);
      this.counts.push(0);
      this.words.push([]);
    }
    this.counts[pair]! += change;
    const words = this.words[pair]!;
    // A word's changes come one after the other, so that each word is listed once a round.
    if (change > 0 && words.at(-1) !== word) words.push(word);
    return pair;
  }
}
