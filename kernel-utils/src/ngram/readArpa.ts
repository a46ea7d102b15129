import { statSync } from "node:fs";
import { arpaTable, type ArpaEntries } from "./arpaTable";
import { backoffProbs } from "./backoffProbs";
import { createModel } from "./createModel";
import { maxOrder } from "./checks";
import { readLines } from "./readLines";
import type { NgramModel } from "./types";

/**
 * A model from an ARPA file, the text format that SRILM, KenLM and others write: of each n-gram its log10-probability, its
 * tokens and, unless it is the longest, the log10 of its backoff. An id is the place of its token among the 1-grams.
 * Probabilities of 10^-99 and less are 0, as is that of "<s>", which is never predicted: lmplz writes 1 for it.
 * @param path absolute, or relative to the working directory
 * @throws Error when there is no such file, and for a malformed one with its path, line and reason: wrong counts, numbers
 * that aren't, tokens missing among the 1-grams, n-grams that come twice or whose context isn't there, orders above 7
 * Source: the format as https://www.speech.sri.com/projects/srilm/manpages/ngram-format.5.html has it; agrees with KenLM.
 */
export function readArpa(path: string): { model: NgramModel; vocab: string[] } {
  const file = new ArpaLines(path);
  const sizes = readSizes(file);
  const vocab: string[] = [];
  const idOf = new Map<string, number>();
  const entries = sizes.map((size, i): ArpaEntries => {
    file.expect(`\\${i + 1}-grams:`);
    return readEntries(file, { n: i + 1, size, isLast: i + 1 === sizes.length, vocab, idOf });
  });
  file.expect("\\end\\");
  const table = arpaTable(entries, vocab.length, (entry, reason) => file.fail(reason, entry));
  const { order, vocabSize } = table;
  return { model: createModel({ name: `the ARPA file ${path}`, order, vocabSize, probs: backoffProbs(table) }), vocab };
}

/** The lines of a file, one after the other, and where the reader is. */
class ArpaLines {
  readonly #lines: Iterator<string>;
  /** The line last read, from 1 on. */
  number = 0;

  constructor(readonly path: string) {
    this.#lines = readLines(path);
  }

  /** The next line, without white space around it; at the end of the file it fails. */
  next(expected: string): string {
    const { value, done } = this.#lines.next();
    this.number++;
    return done ? this.fail(`must be ${expected}, got the file's end: it is cut short`) : value.trim();
  }

  /** The next line that isn't empty. */
  nextFilled(expected: string): string {
    let line = "";
    while (line === "") line = this.next(expected);
    return line;
  }

  expect(expected: string): void {
    const line = this.nextFilled(expected);
    if (line !== expected) this.fail(`must be ${expected}, got ${JSON.stringify(line.slice(0, 80))}`);
  }

  fail(reason: string, line = this.number): never {
    throw new Error(`${this.path}, line ${line}: ${reason}`);
  }
}

/** How many n-grams of each length the file says it has. */
function readSizes(file: ArpaLines): number[] {
  let line = "#";
  while (line.startsWith("#")) line = file.nextFilled("\\data\\");
  if (line !== "\\data\\") {
    file.fail(`must be \\data\\, got ${JSON.stringify(line.slice(0, 80))}: is this an ARPA file?`);
  }
  const fileSize = statSync(file.path).size;
  const sizes: number[] = [];
  for (;;) {
    line = file.next("ngram 1=…");
    if (line === "") break;
    const [, n, digits] = /^ngram (\d+)\s*=\s*(\d+)$/.exec(line) ?? [];
    const size = Number(digits);
    if (Number(n) !== sizes.length + 1) {
      file.fail(`must be ngram ${sizes.length + 1}=…, got ${JSON.stringify(line.slice(0, 80))}`);
    }
    // Each takes a number, a tab, a token and a line's end. Said here, before memory is asked for.
    if (size * 4 > fileSize) file.fail(`must be at most what ${fileSize} bytes can hold, got ${size}`);
    sizes.push(size);
  }
  if (sizes.length === 0) file.fail("must be ngram 1=…, got an empty line");
  if (sizes.length > maxOrder) file.fail(`must be of order ${maxOrder} or less, got ${sizes.length}`);
  if (sizes[0] === 0) file.fail("must have at least one 1-gram, got ngram 1=0");
  return sizes;
}

interface Section {
  readonly n: number;
  readonly size: number;
  readonly isLast: boolean;
  /** Filled by the 1-grams. */
  readonly vocab: string[];
  readonly idOf: Map<string, number>;
}

function readEntries(file: ArpaLines, { n, size, isLast, vocab, idOf }: Section): ArpaEntries {
  const entries: ArpaEntries = {
    ngrams: new Uint32Array(n * size),
    probs: new Float64Array(size),
    backoffs: new Float64Array(isLast ? 0 : size).fill(1),
    firstLine: file.number + 1,
  };
  for (let i = 0; i < size; i++) {
    const line = file.next(`one of the ${size} ${n}-grams`);
    const fields = line.split(/[\t ]+/);
    if (fields.length < n + 1 || fields.length > n + 2) {
      file.fail(`must be a number, ${n} tokens and perhaps a backoff, got ${JSON.stringify(line.slice(0, 80))}`);
    }
    if (n === 1) {
      const token = fields[1]!;
      if (idOf.has(token)) file.fail(`must be a token that hasn't come before, got ${token} again`);
      idOf.set(token, vocab.length);
      vocab.push(token);
    }
    for (let k = 0; k < n; k++) {
      const token = fields[k + 1]!;
      entries.ngrams[n * i + k] = idOf.get(token) ?? file.fail(`must have tokens of the 1-grams, got ${token}`);
    }
    const logProb = parseLog10(file, fields[0]!);
    if (logProb > 0) file.fail(`must have a log10-probability <= 0, got ${fields[0]}`);
    entries.probs[i] = n === 1 && fields[1] === "<s>" ? 0 : fromLog10(logProb);
    if (fields.length === n + 2) {
      const logBackoff = parseLog10(file, fields[n + 1]!);
      if (!isLast) entries.backoffs[i] = fromLog10(logBackoff);
      else if (logBackoff !== 0) file.fail(`must have no backoff, being of the longest n-grams, got ${fields[n + 1]}`);
    }
  }
  return entries;
}

function parseLog10(file: ArpaLines, field: string): number {
  const value = field === "-inf" ? -Infinity : field === "" ? NaN : Number(field);
  // 10^300 times a probability is no backoff, and would make others infinite.
  return value <= 300 ? value : file.fail(`must have a number there, got ${JSON.stringify(field)}`);
}

function fromLog10(value: number): number {
  return value <= -99 ? 0 : 10 ** value;
}
