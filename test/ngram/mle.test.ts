import { readFileSync } from "node:fs";
import { countNgrams, mle, ngramModel } from "kernel-utils/ngram";
import { describe, expect, it } from "vitest";

interface Golden {
  versions: { nltk: string };
  vocabSize: number;
  cases: {
    order: number;
    sentences: number[][];
    probs: { context: number[]; probs: number[] }[];
    perplexities: { sentences: number[][]; perplexity: number | null }[];
  }[];
}

// test/ngram/golden/mle.py with nltk 3.10.4: nltk.lm.MLE
const golden = JSON.parse(readFileSync(new URL("golden/mle.json", import.meta.url), "utf8")) as Golden;

const relativeDifference = (a: number, b: number) => (a === b ? 0 : Math.abs(a / b - 1));

describe("mle", () => {
  it("divides by the context's count: 让 8 times and 是 twice after 人工智能 are .8 and .2", () => {
    const [ai, make, be] = [0, 1, 2] as const;
    const sentences = [make, make, make, make, make, make, make, make, be, be].map((next) => [ai, next]);
    const model = ngramModel(countNgrams(sentences, { order: 2, vocabSize: 3 }), mle);
    expect(model.prob(make, [ai])).toBe(0.8);
    expect(model.prob(be, [ai])).toBe(0.2);
    expect([...model.nextLogits([ai])].map((logit) => Math.exp(logit))).toEqual([
      0,
      expect.closeTo(0.8, 7),
      expect.closeTo(0.2, 7),
    ]);
  });

  it.each(golden.cases)(`agrees with nltk ${golden.versions.nltk}: order $order`, ({ order, ...example }) => {
    const counts = countNgrams(example.sentences, { order, vocabSize: golden.vocabSize });
    const model = ngramModel(counts, mle);
    for (const { context, probs } of example.probs) {
      for (const [id, prob] of probs.entries()) expect(model.prob(id, context)).toBeCloseTo(prob, 12);
    }
    for (const { sentences, perplexity } of example.perplexities) {
      expect(relativeDifference(model.perplexity(sentences), perplexity ?? Infinity)).toBeLessThan(1e-12);
    }
  });

  it("gives 0 after a context that was never followed, and no distribution", () => {
    const model = ngramModel(countNgrams([[0, 1, 2]], { order: 3, vocabSize: 4 }), mle);
    for (const context of [[1, 0], [1, 2], [3]]) {
      for (const id of [0, 1, 2, 3]) expect(model.prob(id, context)).toBe(0);
      expect(() => model.nextLogits(context)).toThrow(
        new RangeError(
          `context must be one that was counted, got [${context.join(", ")}], after which mle defines no probabilities: use a lower order, a shorter context, or smoothing such as kneserNey(0.75)`,
        ),
      );
    }
  });

  it("gives 0 for all when nothing was counted", () => {
    const model = ngramModel(countNgrams([], { order: 2, vocabSize: 2 }), mle);
    expect(model.prob(0, [])).toBe(0);
    expect(() => model.nextLogits([])).toThrow("context must be one that was counted, got []");
  });
});
