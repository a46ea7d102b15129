import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkInteger, describeValue, type TokenId } from "../core";
import { checkOrder } from "./checks";
import { diskCounts, type DiskCounts } from "./diskCounts";
import { createFlattener } from "./flattenSentences";
import { mergeRuns, placesToRecords, writeRun } from "./runs";
import { sortNgrams } from "./sortNgrams";
import { writeLevels } from "./writeLevels";

/** What a token takes while a part of the text is sorted: its id, twice while that grows, and its place twice. */
const bytesPerToken = 20;
/** Least memory: below it, the runs are too short to be worth their files. */
const leastMemory = 2 ** 20;

/**
 * Count the n-grams of a text that needn't fit in memory, nor need its counts. It is read in parts that do; each is
 * sorted and written to disk, and the sorted runs are merged: an external sort. What comes of it stays in `folder`.
 * The counts are those of countNgrams.
 * @param sentences each an array of ids in [0, vocabSize), read once: from a file, line by line with node:readline
 * @param options.order an integer in [1, 7]
 * @param options.vocabSize an integer in [1, 2^31 - 1]
 * @param options.memoryLimit about how many bytes to use, an integer >= 2^20; default 2^28
 * @param options.folder for the counts, and while it counts for about (order + 1) · 4 bytes a token; it is made if it isn't
 * there, and must be empty
 * @throws RangeError for an option or an id out of range
 * @throws TypeError for a sentence that isn't an array
 * @throws Error when the folder isn't empty, or the disk is full
 * Source: Heafield et al. 2013, Scalable Modified Kneser-Ney Language Model Estimation, section 3.1.
 */
export async function countNgramsOnDisk(
  sentences: Iterable<ArrayLike<TokenId>> | AsyncIterable<ArrayLike<TokenId>>,
  {
    order,
    vocabSize,
    folder,
    memoryLimit = 2 ** 28,
  }: { order: number; vocabSize: number; folder: string; memoryLimit?: number },
): Promise<DiskCounts> {
  checkOrder(order);
  checkInteger("vocabSize", vocabSize, 1, 2 ** 31 - 1);
  checkInteger("memoryLimit", memoryLimit, leastMemory);
  if (typeof folder !== "string") throw new TypeError(`folder must be a path, got ${describeValue(folder)}`);
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) {
    throw new Error(`folder must be empty, got ${folder}, which isn't: name a new one`);
  }

  try {
    const runs: string[] = [];
    const flattener = createFlattener({ order, vocabSize });
    const sortPart = (): void => {
      const flat = flattener.end();
      const run = join(folder, `run-${runs.length}`);
      writeRun(run, placesToRecords(flat.tokens, sortNgrams(flat, { order, vocabSize }), order));
      runs.push(run);
    };
    for await (const sentence of sentences) {
      flattener.add(sentence);
      if (flattener.length * bytesPerToken >= memoryLimit) sortPart();
    }
    sortPart();
    const sizes = writeLevels(folder, order, mergeRuns(runs, { order, memoryLimit }));
    return diskCounts({ folder, order, vocabSize, sizes });
  } catch (error) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name)); // it was empty: all that is there is ours
    throw error;
  }
}
