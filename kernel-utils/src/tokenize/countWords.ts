import type { TokenId } from "../core";

/** Every distinct word of a text as symbols, which merging shortens in place. */
export interface CountedWords {
  /** All words, one behind the other. */
  readonly symbols: Int32Array;
  /** Where each word starts: [numWords]. */
  readonly starts: Int32Array;
  /** How many symbols each has by now: [numWords]. */
  readonly lengths: Int32Array;
  /** How often each occurs: [numWords]. */
  readonly counts: Float64Array;
}

/** @param spell the ids of a word's characters or bytes */
export function countWords(countOf: ReadonlyMap<string, number>, spell: (word: string) => TokenId[]): CountedWords {
  const starts = new Int32Array(countOf.size);
  const lengths = new Int32Array(countOf.size);
  const counts = new Float64Array(countOf.size);
  const symbols: number[] = [];
  let word = 0;
  for (const [text, count] of countOf) {
    starts[word] = symbols.length;
    for (const id of spell(text)) symbols.push(id);
    lengths[word] = symbols.length - starts[word]!;
    counts[word++] = count;
  }
  return { symbols: Int32Array.from(symbols), starts, lengths, counts };
}

/**
 * Join every `left` `right` of a word to `merged`, from the left: "aaa" has one pair to join, not two.
 * @param onChange hears of each pair that there is now one more (1) or one fewer (-1) of; of `left` `right` itself not
 * @returns how many were joined
 */
export function mergeInWord(
  { symbols, starts, lengths }: CountedWords,
  word: number,
  { left, right, merged }: { left: TokenId; right: TokenId; merged: TokenId },
  onChange: (a: TokenId, b: TokenId, change: 1 | -1) => void,
): number {
  const start = starts[word]!;
  const end = start + lengths[word]!;
  let write = start;
  for (let read = start; read < end; read++) {
    if (symbols[read] !== left || read + 1 === end || symbols[read + 1] !== right) {
      symbols[write++] = symbols[read]!;
      continue;
    }
    if (write > start) {
      onChange(symbols[write - 1]!, left, -1);
      onChange(symbols[write - 1]!, merged, 1);
    }
    read++;
    if (read + 1 < end) {
      onChange(right, symbols[read + 1]!, -1);
      onChange(merged, symbols[read + 1]!, 1);
    }
    symbols[write++] = merged;
  }
  lengths[word] = write - start;
  return end - write;
}
