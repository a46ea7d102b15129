import { readFileSync } from "node:fs";
import {
  absoluteDiscounting,
  addK,
  countNgrams,
  kneserNey,
  ngramModel,
  stupidBackoff,
  wittenBell,
  type Smoothing,
} from "kernel-utils/ngram";
import { describe, expect, it } from "vitest";

interface Golden {
  versions: { nltk: string };
  vocabSize: number;
  cases: {
    order: number;
    sentences: number[][];
    contexts: number[][];
    /** Of each smoothing: after each context, of each id. */
    probs: Record<string, number[][]>;
  }[];
}

// test/ngram/golden/smoothings.py with nltk 3.10.4
const golden = JSON.parse(readFileSync(new URL("golden/smoothings.json", import.meta.url), "utf8")) as Golden;
const bos = 0;

const smoothings: Smoothing[] = [
  addK(),
  addK(0.2),
  wittenBell,
  absoluteDiscounting(),
  absoluteDiscounting(0.3),
  kneserNey(),
  kneserNey(0.75),
  stupidBackoff(),
];

describe.each(golden.cases)(`nltk ${golden.versions.nltk}, order $order`, ({ order, sentences, contexts, probs }) => {
  const counts = countNgrams(sentences, { order, vocabSize: golden.vocabSize });

  it.each(smoothings.filter(({ name }) => name in probs))("agrees with $name", (smoothing) => {
    const model = ngramModel(counts, smoothing);
    const kneserNeyAfterStart = (context: number[]) => smoothing.name.startsWith("kneserNey") && context.at(-1) === bos;
    let numCompared = 0;
    for (const [i, context] of contexts.entries()) {
      if (order > 2 && kneserNeyAfterStart(context)) continue; // see below
      for (const [id, prob] of probs[smoothing.name]![i]!.entries()) {
        expect(Math.abs(model.prob(id, context) - prob)).toBeLessThan(1e-12);
        numCompared++;
      }
    }
    expect(numCompared).toBeGreaterThan(6);
  });

  it.runIf(order > 2)("differs for kneserNey after <s>, where nltk's sum to more than 1 and these to 1", () => {
    const model = ngramModel(counts, kneserNey());
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    const afterStart = contexts.flatMap((context, i) => (context.at(-1) === bos ? [{ context, i }] : []));
    expect(afterStart).not.toEqual([]);
    for (const { context, i } of afterStart) {
      const expected = probs["kneserNey(0.1)"]![i]!;
      expect(sum(expected)).toBeGreaterThan(1 + 1e-4);
      expect(sum(expected.map((_, id) => model.prob(id, context)))).toBeCloseTo(1, 12);
    }
  });
});
