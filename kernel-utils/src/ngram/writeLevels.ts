import { join } from "node:path";
import type { Level } from "./buildTrie";
import { sentenceEnd } from "./flattenSentences";
import { createNumberWriter } from "./numberFiles";

/** The file of one of a level's arrays. */
export function levelFile(folder: string, n: number, array: keyof Level): string {
  return join(folder, `${n}-${array}`);
}

/**
 * Write the trie of sorted records to files, one for each array of each level from 1 to `order`. Of each level the
 * n-gram that the last record began is the only one that isn't finished: nothing else is in memory.
 * Returns the number of tokens, then the size of each level: [order + 1].
 */
export function writeLevels(folder: string, order: number, records: Iterable<Uint32Array>): number[] {
  const sizes = Array<number>(order + 1).fill(0);
  const last = new Uint32Array(order + 1);
  const counts = new Float64Array(order + 1); // of the last n-gram of each level
  const followed = new Float64Array(order + 1);
  const files = Array.from({ length: order + 1 }, (_, n) => {
    if (n === 0) return [];
    return (["ids", "counts", "followedCounts", "childStarts"] as const).map((array) =>
      createNumberWriter(levelFile(folder, n, array)),
    );
  });
  /** The last n-grams of more than `depth` tokens have all been seen. */
  const finish = (depth: number): void => {
    for (let n = depth + 1; n <= order && last[n - 1] !== sentenceEnd; n++) {
      const [ids, countsFile, followedCounts] = files[n]!;
      ids!.push(last[n - 1]! - 1);
      countsFile!.push(counts[n]!);
      if (n < order) followedCounts!.push(followed[n]!);
      counts[n] = followed[n] = 0;
    }
  };
  try {
    for (const record of records) {
      let depth = 0; // how many tokens it shares with the last
      while (depth < order && record[depth] === last[depth]) depth++;
      finish(depth);
      const count = record[order]!;
      sizes[0]! += count;
      for (let n = 1; n <= order && record[n - 1] !== sentenceEnd; n++) {
        if (n > depth) {
          if (n < order) files[n]![3]!.push(sizes[n + 1]!);
          sizes[n]!++;
        }
        counts[n]! += count;
        if (n < order && record[n] !== sentenceEnd) followed[n]! += count;
      }
      last.set(record);
    }
    finish(0);
    for (let n = 1; n < order; n++) files[n]![3]!.push(sizes[n + 1]!);
  } finally {
    for (const file of files.flat()) file.end();
  }
  return sizes;
}
