import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  absoluteDiscounting,
  countNgrams,
  kneserNey,
  modifiedKneserNey,
  ngramModel,
  padSentence,
  readArpa,
  wittenBell,
  writeArpa,
  type NgramModel,
} from "kernel-utils/ngram";
import { afterAll, describe, expect, it } from "vitest";

interface Golden {
  versions: { kenlm: string };
  sentences: string[];
  /** Of each file: the log10-probabilities of each sentence's words and its end. */
  scores: Record<string, number[][]>;
}

const golden = (name: string) => fileURLToPath(new URL(`golden/${name}`, import.meta.url));
// test/ngram/golden/kenlmScores.py says how these files were made, with kenlm 0.3.0
const { sentences, scores, versions } = JSON.parse(readFileSync(golden("kenlm.json"), "utf8")) as Golden;
const text = readFileSync(golden("kenlm.txt"), "utf8").trimEnd().split("\n").map(wordsOf);
const vocab = ["<unk>", "<s>", "</s>", ...new Set(text.flat())];
const [unk, bos, eos] = [0, 1, 2];

function wordsOf(line: string): string[] {
  return line.split(" ").filter((word) => word !== "");
}

function train(smoothing: Parameters<typeof ngramModel>[1], order: number, padding = 2): NgramModel {
  const padded = text.map((words) =>
    padSentence(
      words.map((word) => vocab.indexOf(word)),
      { order: padding, bos, eos },
    ),
  );
  return ngramModel(countNgrams(padded, { order, vocabSize: vocab.length }), smoothing);
}

/** The log10-probabilities of a sentence's words and its end. */
function score(model: NgramModel, tokens: readonly string[], sentence: string): number[] {
  const id = (token: string) => Math.max(0, tokens.indexOf(token));
  expect(tokens[unk]).toBe("<unk>");
  const ids = ["<s>", ...wordsOf(sentence), "</s>"].map(id);
  return ids.slice(1).map((next, i) => model.logProb(next, ids.slice(0, i + 1)) / Math.LN10);
}

/** What can't follow has 10^-99 in an ARPA file, times backoffs, and 0 in a model. */
const atLeast = (value: number) => Math.max(-50, value);

function largestDifference(model: NgramModel, tokens: readonly string[], expected: number[][]): number {
  return Math.max(
    ...sentences.flatMap((sentence, i) => {
      const actual = score(model, tokens, sentence);
      expect(actual).toHaveLength(expected[i]!.length);
      return actual.map((value, k) => Math.abs(atLeast(value) - atLeast(expected[i]![k]!)));
    }),
  );
}

const folder = mkdtempSync(join(tmpdir(), "arpa-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe(`KenLM ${versions.kenlm}`, () => {
  it.each(Object.keys(scores))("gives the scores that readArpa's model gives: %s", (name) => {
    const { model, vocab: tokens } = readArpa(golden(name));
    expect(largestDifference(model, tokens, scores[name]!)).toBeLessThan(1e-5);
    expect(tokens.toSorted()).toEqual(vocab.toSorted());
  });

  it.each([2, 3, 4])(
    "estimates what modifiedKneserNey does, with and without fallback discounts: order %s",
    (order) => {
      for (const padding of [2, order]) {
        const model = train(modifiedKneserNey, order, padding);
        expect(largestDifference(model, vocab, scores[`lmplz-${order}.arpa`]!)).toBeLessThan(1e-5);
      }
    },
  );

  it.each([2, 3, 4])(
    "has as many n-grams as modifiedKneserNey, each with its probability and backoff: order %s",
    (order) => {
      for (const padding of [2, order]) {
        const ours = join(folder, "ours.arpa");
        writeArpa(ours, train(modifiedKneserNey, order, padding), { vocab });
        const [actual, expected] = [ours, golden(`lmplz-${order}.arpa`)].map(entriesOf);
        expect([...actual!.keys()].toSorted()).toEqual([...expected!.keys()].toSorted());
        for (const [ngram, numbers] of expected!) {
          for (const [i, number] of numbers.entries()) {
            // lmplz gives <s> the probability 1, which readArpa takes for 0, and what it writes is -99.
            if (ngram === "<s>" && i === 0) continue;
            expect(Math.abs(actual!.get(ngram)![i]! - number)).toBeLessThan(1e-5);
          }
        }
      }
    },
  );

  it.each([modifiedKneserNey, wittenBell, absoluteDiscounting(0.75), kneserNey(0.75)])(
    "reads what writeArpa writes of $name, and gives its scores",
    (smoothing) => {
      const name = `ours-${smoothing.name.replace(/\W.*/, "")}.arpa`;
      const model = train(smoothing, 3);
      const written = join(folder, name);
      writeArpa(written, model, { vocab });
      expect(readFileSync(written, "utf8")).toBe(readFileSync(golden(name), "utf8"));
      expect(largestDifference(model, vocab, scores[name]!)).toBeLessThan(1e-5);
    },
  );
});

/** The lines of an ARPA file: each n-gram's numbers. */
function entriesOf(file: string): Map<string, number[]> {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.split("\t"));
  const entries = lines.filter((fields) => fields.length > 1);
  return new Map(entries.map(([prob, ngram, backoff]) => [ngram!, [Number(prob), Number(backoff ?? 0)]]));
}
