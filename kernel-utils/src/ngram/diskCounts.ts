import { readFileSync } from "node:fs";
import { checkInteger } from "../core";
import type { Level } from "./buildTrie";
import { createNumberReader, type NumberReader } from "./numberFiles";
import { trieCounts } from "./trieCounts";
import type { NgramCount, NgramCounts } from "./types";
import { levelFile } from "./writeLevels";

/** Counts that are on disk: what can be said of them without holding them in memory. */
export interface DiskCounts extends Pick<NgramCounts, "order" | "vocabSize" | "numTokens" | "numDistinct"> {
  /** Where they are. */
  readonly folder: string;
  /** The n-grams of `n` tokens, ordered by their ids, read from disk one after the other. */
  entries(n: number): Iterable<NgramCount>;
  /** All of them in memory, as countNgrams gives them: 16 bytes an n-gram, 8 for each of the longest. */
  load(): NgramCounts;
}

/** @param options.sizes the number of tokens, then that of different n-grams of each length: [order + 1] */
export function diskCounts({
  folder,
  order,
  vocabSize,
  sizes,
}: Pick<DiskCounts, "folder" | "order" | "vocabSize"> & { sizes: readonly number[] }): DiskCounts {
  const checkN = (n: number): void => checkInteger("n", n, 1, order);
  return {
    folder,
    order,
    vocabSize,
    numTokens: sizes[0]!,
    numDistinct(n) {
      checkN(n);
      return sizes[n]!;
    },
    entries(n) {
      checkN(n);
      return { [Symbol.iterator]: () => readEntries(folder, n, sizes[1]!) };
    },
    load() {
      const all = Uint32Array.of(sizes[0]!);
      const root = {
        ids: Uint32Array.of(0),
        counts: all,
        followedCounts: all,
        childStarts: Uint32Array.of(0, sizes[1]!),
      };
      const levels = sizes.slice(1).map((_, i): Level => {
        const read = (array: keyof Level): Uint32Array => readNumbers(levelFile(folder, i + 1, array));
        return {
          ids: read("ids"),
          counts: read("counts"),
          followedCounts: read("followedCounts"),
          childStarts: read("childStarts"),
        };
      });
      return trieCounts([root, ...levels], vocabSize);
    },
  };
}

function readNumbers(path: string): Uint32Array {
  const bytes = readFileSync(path);
  const numbers = new Uint32Array(bytes.length / 4);
  new Uint8Array(numbers.buffer).set(bytes);
  return numbers;
}

function* readEntries(folder: string, n: number, numUnigrams: number): Generator<NgramCount> {
  const open: NumberReader[] = [];
  const read = (m: number, array: keyof Level): NumberReader => {
    const reader = createNumberReader(levelFile(folder, m, array));
    open.push(reader);
    return reader;
  };
  try {
    const counts = read(n, "counts");
    const levels = Array.from({ length: n }, (_, i) => {
      const childStarts = i + 1 < n ? read(i + 1, "childStarts") : undefined;
      return { ids: read(i + 1, "ids"), childStarts, start: childStarts?.next() ?? 0 };
    });
    const ids: number[] = [];
    /** The next nodes of level m, as many as a parent has, and what is below them. */
    const descend = function* (m: number, size: number): Generator<NgramCount> {
      const level = levels[m - 1]!;
      for (let i = 0; i < size; i++) {
        ids[m - 1] = level.ids.next()!;
        if (m === n) {
          yield { ids: [...ids], count: counts.next()! };
        } else {
          const end = level.childStarts!.next()!;
          yield* descend(m + 1, end - level.start);
          level.start = end;
        }
      }
    };
    yield* descend(1, numUnigrams);
  } finally {
    for (const reader of open) reader.close();
  }
}
