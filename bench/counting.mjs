// @ts-check
// Counting the trigrams of Moby-Dick: countNgrams against nltk and against a plain Map.
//
// All get the same ids, read before the clock starts. countNgrams counts n-grams of 1 to 3 tokens, and so does nltk's
// NgramCounter; FreqDist and the Map count the trigrams alone, which is less. Memory is the most that a process of its own
// had at once, less the median of what one has that loads the same ids and modules and counts nothing.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mobyDick } from "kernel-utils/corpus";
import { wordTokenizer } from "kernel-utils/tokenize";
import { writeIds } from "./counting/ids.mjs";
import { startContestant } from "./harness/contestant.mjs";
import { peakMemoryOf } from "./harness/peakMemory.mjs";
import { findPython } from "./harness/python.mjs";
import { checkEqualWork, race } from "./harness/race.mjs";
import { median, toRow } from "./harness/row.mjs";

/** @typedef {import("./harness/row.mjs").BenchOptions} BenchOptions */
/** @typedef {import("./harness/row.mjs").Row} Row */

const contestant = fileURLToPath(new URL("counting/contestant.mjs", import.meta.url));
const nltkContestant = fileURLToPath(new URL("counting/nltk_contestant.py", import.meta.url));

/** @type {import("./harness/row.mjs").Bench["rows"]} */
export async function rows(options) {
  const folder = mkdtempSync(join(tmpdir(), "bench-counting-"));
  try {
    const ids = join(folder, "ids");
    const chapters = mobyDick().map(({ text }) => text);
    const tokenizer = wordTokenizer(chapters);
    writeIds(ids, chapters.map(tokenizer.encode), tokenizer.vocab.length);
    return [...(await timeRows(ids, options)), memoryRow(ids, options)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} ids the file
 * @param {BenchOptions} options
 * @returns {Promise<Row[]>}
 */
async function timeRows(ids, { runs, log }) {
  const nltk = findPython("nltk");
  /** @type {[string, string[]][]} */
  const commands = ["ours", "plainMap"].map((method) => [process.execPath, ["--expose-gc", contestant, method, ids]]);
  if ("python" in nltk) {
    for (const method of ["FreqDist", "NgramCounter"]) commands.push([nltk.python, [nltkContestant, method, ids]]);
  }
  const contestants = [];
  try {
    for (const [command, args] of commands) contestants.push(await startContestant(command, args));
    checkEqualWork(contestants);
    log(`${contestants.map(({ name }) => name).join(", ")} count the same; timing ${runs} runs of each`);
    const [ours, plainMap, freqDist, ngramCounter] = await race(contestants, { runs });
    if (!plainMap) throw new Error("the race must have two contestants");
    const missing = "reason" in nltk ? nltk : { reason: "it didn't run" };
    return [
      toRow({ name: "trigrams of Moby Dick", unit: "s", target: 0.2 }, ours, freqDist ?? missing),
      toRow({ name: "1- to 3-grams of Moby Dick", unit: "s", target: 0.2 }, ours, ngramCounter ?? missing),
      toRow({ name: "trigrams of Moby Dick in a Map", unit: "s", target: 1 }, ours, plainMap),
    ];
  } finally {
    await Promise.all(contestants.map((started) => started.stop()));
  }
}

/**
 * @param {string} ids the file
 * @param {BenchOptions} options
 * @returns {Row}
 */
function memoryRow(ids, { runs, log }) {
  log(`peak memory of ${runs} processes each`);
  /** @type {Record<"nothing" | "ours" | "plainMap", number[]>} */
  const peaks = { nothing: [], ours: [], plainMap: [] };
  for (let run = 0; run < runs; run++) {
    for (const [method, bytes] of Object.entries(peaks)) bytes.push(peakMemoryOf([contestant, method, ids, "peak"]));
  }
  const baseline = median(peaks.nothing);
  const megabytes = (/** @type {number} */ peak) => (peak - baseline) / 1e6;
  return toRow(
    { name: "peak memory of trigrams of Moby Dick", unit: "MB", target: 0.5 },
    { name: "countNgrams", costs: peaks.ours.map(megabytes) },
    { name: "Map<string, number>", costs: peaks.plainMap.map(megabytes) },
  );
}
