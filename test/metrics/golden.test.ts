import { readFileSync } from "node:fs";
import {
  bleu,
  type BleuOptions,
  charErrorRate,
  type PrecisionRecall,
  rouge,
  sentenceBleu,
  spanF1,
  type SpanScore,
  wordErrorRate,
} from "kernel-utils/metrics";
import { describe, expect, it } from "vitest";

type Triple = [precision: number, recall: number, f1: number];
interface Golden {
  versions: Record<string, string>;
  bleu: {
    hypotheses: string[];
    references: string[][];
    options: BleuOptions;
    score: number;
    precisions: number[];
    brevityPenalty: number;
    hypothesisLength: number;
    referenceLength: number;
    sentence: number;
  }[];
  rouge: ({ summary: string; reference: string } & Record<"rouge1" | "rouge2" | "rougeL" | "rougeLsum", Triple>)[];
  errors: { hypotheses: string[]; references: string[]; wordErrorRate: number; charErrorRate: number }[];
  spans: {
    predicted: string[];
    expected: string[];
    all: [...Triple, number];
    byType: Record<string, [...Triple, number]>;
  }[];
}

// test/metrics/golden/make.py with sacrebleu 2.6.0, rouge-score 0.1.2, jiwer 4.0.0, seqeval 1.2.2
const golden = JSON.parse(readFileSync(new URL("golden/golden.json", import.meta.url), "utf8")) as Golden;

const triple = ({ precision, recall, f1 }: PrecisionRecall) => [precision, recall, f1];
/** Numbers to 1e-9. */
const rounded = (values: number[]) => values.map((value) => Math.round(value * 1e9) / 1e9 + 0);

describe("references agree", () => {
  it(`bleu: sacrebleu ${golden.versions["sacrebleu"]}`, () => {
    expect(golden.bleu).toHaveLength(120);
    for (const [i, { hypotheses, references, options, ...expected }] of golden.bleu.entries()) {
      const actual = bleu(hypotheses, references, options);
      const padded = expected.precisions.map((_, order) => actual.precisions[order] ?? 0);
      const { score, brevityPenalty, hypothesisLength, referenceLength } = actual;
      expect(rounded([score, brevityPenalty, hypothesisLength, referenceLength, ...padded]), `case ${i}`).toEqual(
        rounded([
          expected.score,
          expected.brevityPenalty,
          expected.hypothesisLength,
          expected.referenceLength,
          ...expected.precisions,
        ]),
      );
      const sentence = sentenceBleu(hypotheses[0]!, references[0]!, { tokenize: options.tokenize! }).score;
      expect(rounded([sentence]), `case ${i}`).toEqual(rounded([expected.sentence]));
    }
  });

  it(`rouge: rouge-score ${golden.versions["rouge-score"]}`, () => {
    expect(golden.rouge).toHaveLength(100);
    for (const [i, { summary, reference, ...expected }] of golden.rouge.entries()) {
      const { rouge1, rouge2, rougeL, rougeLsum } = rouge(summary, reference);
      expect(rounded([rouge1, rouge2, rougeL, rougeLsum].flatMap(triple)), `case ${i}`).toEqual(
        rounded([expected.rouge1, expected.rouge2, expected.rougeL, expected.rougeLsum].flat()),
      );
    }
  });

  it(`wordErrorRate and charErrorRate: jiwer ${golden.versions["jiwer"]}`, () => {
    expect(golden.errors).toHaveLength(100);
    for (const [i, { hypotheses, references, ...expected }] of golden.errors.entries()) {
      const rates = [wordErrorRate(hypotheses, references), charErrorRate(hypotheses, references)];
      expect(rounded(rates), `case ${i}`).toEqual(rounded([expected.wordErrorRate, expected.charErrorRate]));
    }
  });

  it(`spanF1: seqeval ${golden.versions["seqeval"]}`, () => {
    expect(golden.spans).toHaveLength(100);
    const split = (rows: string[]) => rows.map((row) => row.split(" "));
    const row = (score: SpanScore) => rounded([...triple(score), score.support]);
    for (const [i, { predicted, expected, all, byType }] of golden.spans.entries()) {
      const actual = spanF1(split(predicted), split(expected));
      expect(row(actual), `case ${i}`).toEqual(rounded(all));
      expect(Object.keys(actual.byType)).toEqual(Object.keys(byType));
      for (const [type, score] of Object.entries(actual.byType)) expect(row(score)).toEqual(rounded(byType[type]!));
    }
  });
});
