import {
  absoluteDiscounting,
  addK,
  countNgrams,
  interpolation,
  kneserNey,
  mle,
  modifiedKneserNey,
  ngramModel,
  padSentence,
  wittenBell,
  type NgramModel,
  type Smoothing,
} from "kernel-utils/ngram";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyOrder, anySentences } from "./arbitraries";

/** Every smoothing is held to the laws of a model here; what is its own stands in its own test. */
const smoothings: Smoothing[] = [
  mle,
  addK(0.5),
  wittenBell,
  absoluteDiscounting(0.75),
  absoluteDiscounting(1),
  kneserNey(0.75),
  modifiedKneserNey,
  // As many weights as orders.
  { name: "interpolation", fit: (counts) => interpolation(Array<number>(counts.order).fill(0.6)).fit(counts) },
];

describe.each(smoothings)("a model by $name", (smoothing) => {
  /** For models of some sentences, and the contexts among them that a token follows. */
  const forAll = (law: (model: NgramModel, contexts: number[][], sentences: number[][]) => void) => {
    fc.assert(
      fc.property(anySentences, anyOrder, ({ sentences, vocabSize }, order) => {
        const contexts = sentences.flatMap((ids) => ids.map((_, i) => ids.slice(0, i)));
        law(ngramModel(countNgrams(sentences, { order, vocabSize }), smoothing), contexts, sentences);
      }),
    );
  };
  const probsAfter = (model: NgramModel, context: number[]) =>
    Array.from({ length: model.vocabSize }, (_, id) => model.prob(id, context));

  it("gives probabilities that sum to 1 after every context seen", () => {
    forAll((model, contexts) => {
      for (const context of contexts) {
        const probs = probsAfter(model, context);
        expect(probs.every((p) => p >= 0 && p <= 1)).toBe(true);
        expect(probs.reduce((sum, p) => sum + p)).toBeCloseTo(1, 12);
      }
    });
  });

  it("says the same by prob, logProb and nextLogits", () => {
    forAll((model, contexts) => {
      for (const context of contexts) {
        const probs = probsAfter(model, context);
        expect(probs.map((_, id) => model.logProb(id, context))).toEqual(probs.map((p) => Math.log(p)));
        for (const [id, logit] of model.nextLogits(context).entries()) {
          const expected = Math.log(probs[id]!);
          expect(logit === expected || Math.abs(logit - expected) < 1e-5).toBe(true);
        }
      }
    });
  });

  it("sees the last order - 1 ids alone", () => {
    forAll((model, contexts) => {
      for (const context of contexts) {
        const seen = model.order === 1 ? [] : context.slice(1 - model.order);
        expect(probsAfter(model, context)).toEqual(probsAfter(model, seen));
      }
    });
  });

  it("has the perplexity exp(mean of -logProb), over every token with a full context", () => {
    forAll((model, _contexts, sentences) => {
      const { order } = model;
      const padded = sentences.map((ids) => padSentence(ids, { order, bos: 0, eos: 0 }));
      fc.pre(padded.length > 0);
      const logProbs = padded.flatMap((ids) =>
        ids.slice(order - 1).map((id, i) => model.logProb(id, ids.slice(i, i + order - 1))),
      );
      expect(logProbs).toHaveLength(sentences.flat().length + sentences.length);
      const mean = logProbs.reduce((sum, logProb) => sum + logProb) / logProbs.length;
      expect(model.perplexity(padded)).toBeCloseTo(Math.exp(-mean), 9);
    });
  });

  it("has a perplexity of at least 1 where it was counted", () => {
    forAll((model, _contexts, sentences) => {
      fc.pre(sentences.some((ids) => ids.length >= model.order));
      const perplexity = model.perplexity(sentences);
      expect(perplexity).toBeGreaterThan(1 - 1e-9);
      expect(perplexity).toBeLessThan(Infinity);
    });
  });

  const model = ngramModel(countNgrams([[0, 1, 2, 0, 1]], { order: 3, vocabSize: 3 }), smoothing);

  it("gives a fresh array each time", () => {
    const { nextLogits } = model;
    const logits = nextLogits([0, 1]);
    nextLogits([1, 2]);
    expect(logits).toEqual(nextLogits([0, 1]));
    expect(logits).not.toBe(nextLogits([0, 1]));
  });

  it.each([3, -1, 0.5])("throws for the id %s", (id) => {
    const message = `id must be an integer in [0, 2], got ${id}`;
    expect(() => model.prob(id, [])).toThrow(new RangeError(message));
    expect(() => model.logProb(id, [])).toThrow(new RangeError(message));
    expect(() => model.prob(0, [id])).toThrow(new RangeError(message));
    expect(() => model.nextLogits([id])).toThrow(new RangeError(message));
    expect(() => model.perplexity([[0, 1, id]])).toThrow(new RangeError(message));
  });

  it.each([[[]], [[[]]], [[[0, 1], [2]]]])("throws for the perplexity of %j", (sentences) => {
    expect(() => model.perplexity(sentences)).toThrow(
      new RangeError(
        "sentences must have one of at least 3 tokens, the model's order, got none: padSentence adds what is missing",
      ),
    );
  });
});

describe("a smoothing whose scores aren't probabilities", () => {
  /** One for every token. */
  const scores: Smoothing = {
    name: "scores",
    fit: () => ({ isNormalized: false, prob: () => 1, fillLogProbs: (_context, out) => void out.fill(0) }),
  };

  it("ranks tokens, but has no perplexity", () => {
    const model = ngramModel(countNgrams([[0, 1]], { order: 2, vocabSize: 2 }), scores);
    expect([...model.nextLogits([0])]).toEqual([0, 0]);
    expect(() => model.perplexity([[0, 1]])).toThrow(
      new RangeError("perplexity must be of probabilities, got the scores of scores: use another smoothing"),
    );
  });
});

describe.each(smoothings.filter(({ name }) => name !== "mle"))("smoothed by $name", (smoothing) => {
  it("has a distribution after every context, seen or not, and of no text at all", () => {
    fc.assert(
      fc.property(
        fc.oneof(anySentences, fc.constant({ sentences: [], vocabSize: 5 })),
        anyOrder,
        fc.array(fc.nat({ max: 99 }), { maxLength: 8 }),
        ({ sentences, vocabSize }, order, numbers) => {
          const model = ngramModel(countNgrams(sentences, { order, vocabSize }), smoothing);
          const context = numbers.map((number) => number % vocabSize);
          const logits = model.nextLogits(context);
          expect(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)).toBeCloseTo(1, 5);
          for (const [id, logit] of logits.entries()) expect(Math.exp(logit)).toBeCloseTo(model.prob(id, context), 6);
        },
      ),
    );
  });

  it("reads one token, and a context longer than the text", () => {
    const model = ngramModel(countNgrams([[1]], { order: 3, vocabSize: 2 }), smoothing);
    expect(model.prob(0, [0, 1, 0, 1]) + model.prob(1, [0, 1, 0, 1])).toBeCloseTo(1, 12);
    expect(model.prob(1, [])).toBeGreaterThanOrEqual(0.5);
  });
});

describe("ngramModel", () => {
  const counts = countNgrams([[0, 1, 2]], { order: 3, vocabSize: 3 });

  it("names tokens in its errors when it has a vocabulary", () => {
    const model = ngramModel(counts, mle, { vocab: ["the", "white", "whale"] });
    expect(() => model.nextLogits([2, 1])).toThrow(
      /^context must be one that was counted, got \[2, 1\] “whale white”, /,
    );
  });

  it("throws for a vocabulary of another size", () => {
    expect(() => ngramModel(counts, mle, { vocab: ["the"] })).toThrow(
      new RangeError(
        "vocab must have a token for each of the 3 ids counted, got 1: pass the tokenizer's that made them",
      ),
    );
  });
});
