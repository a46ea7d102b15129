import { rmSync } from "node:fs";
import { sentenceEnd } from "./flattenSentences";
import { createNumberReader, createNumberWriter } from "./numberFiles";

// A run is a file of records in ascending order, each of which comes once: the `order` tokens that begin at some places of
// the text, sentenceEnd for what stands after a sentence's end, and how many such places there are. That is enough to
// count all shorter n-grams too. In memory a record is an array of order + 1 numbers that is the same one every time.

/** Runs merged at a time: more would be read in pieces too small for a disk. */
const fanIn = 16;

/** The records of some places in flat tokens, sorted as sortNgrams does. */
export function* placesToRecords(tokens: Uint32Array, sorted: Uint32Array, order: number): Generator<Uint32Array> {
  const record = new Uint32Array(order + 1);
  const next = new Uint32Array(order + 1);
  for (const place of sorted) {
    next.fill(sentenceEnd);
    for (let i = 0; i < order && tokens[place + i] !== sentenceEnd; i++) next[i] = tokens[place + i]!;
    if (record[order]! > 0 && compare(next, record, order) !== 0) {
      yield record;
      record[order] = 0;
    }
    next[order] = record[order]! + 1;
    record.set(next);
  }
  if (record[order]! > 0) yield record;
}

export function writeRun(path: string, records: Iterable<Uint32Array>): void {
  const writer = createNumberWriter(path);
  try {
    for (const record of records) for (const value of record) writer.push(value);
  } finally {
    writer.end();
  }
}

/** The records of all runs in ascending order, equal ones as one. The files are removed when they have been read. */
export function* mergeRuns(
  runs: readonly string[],
  options: { order: number; memoryLimit: number },
): Generator<Uint32Array> {
  if (runs.length > fanIn) {
    const longer: string[] = [];
    for (let i = 0; i < runs.length; i += fanIn) {
      const path = `${runs[i]}-merged`;
      writeRun(path, mergeRuns(runs.slice(i, i + fanIn), options));
      longer.push(path);
    }
    yield* mergeRuns(longer, options);
    return;
  }
  const { order, memoryLimit } = options;
  const bufferLength = (order + 1) * Math.ceil(memoryLimit / 2 / 4 / fanIn / (order + 1));
  const readers = runs.map((path) => createNumberReader(path, bufferLength));
  try {
    const heads = readers.map(() => new Uint32Array(order + 1));
    const ready = new Set<number>();
    const advance = (run: number): void => {
      for (let i = 0; i <= order; i++) {
        const value = readers[run]!.next();
        if (value === undefined) return void ready.delete(run);
        heads[run]![i] = value;
      }
      ready.add(run);
    };
    for (const run of readers.keys()) advance(run);
    const least = new Uint32Array(order + 1);
    while (ready.size > 0) {
      let first = -1;
      for (const run of ready) if (first === -1 || compare(heads[run]!, heads[first]!, order) < 0) first = run;
      least.set(heads[first]!);
      least[order] = 0;
      for (const run of ready) {
        if (compare(heads[run]!, least, order) !== 0) continue;
        least[order]! += heads[run]![order]!;
        advance(run);
      }
      yield least;
    }
  } finally {
    for (const [i, path] of runs.entries()) {
      readers[i]!.close();
      rmSync(path);
    }
  }
}

/** Negative when the tokens of `a` come before those of `b`, 0 when they are equal. */
function compare(a: Uint32Array, b: Uint32Array, order: number): number {
  for (let i = 0; i < order; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}
