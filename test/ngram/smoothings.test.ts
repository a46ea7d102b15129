import {
  absoluteDiscounting,
  addK,
  countNgrams,
  heldOutWeights,
  interpolation,
  kneserNey,
  modifiedKneserNey,
  ngramModel,
  padSentence,
  stupidBackoff,
} from "kernel-utils/ngram";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { discountsOf } from "../../kernel-utils/src/ngram/discountsOf";
import { anyOrder, anySentences } from "./arbitraries";

describe("what the smoothings refuse", () => {
  it.each([-0.1, 1.1, NaN])("a discount of %s", (discount) => {
    const message = `discount must be in [0, 1], got ${discount}: it is a share of 1`;
    expect(() => absoluteDiscounting(discount)).toThrow(new RangeError(message));
    expect(() => kneserNey(discount)).toThrow(new RangeError(message));
    expect(() => kneserNey("1" as never)).toThrow(TypeError);
  });

  it.each([0, -1, NaN, Infinity])("k = %s", (k) => {
    expect(() => addK(k)).toThrow(new RangeError(`k must be a finite number > 0, got ${k}: for no smoothing use mle`));
  });

  it.each([0, 1.1, NaN])("alpha = %s", (alpha) => {
    expect(() => stupidBackoff(alpha)).toThrow(
      new RangeError(`alpha must be in (0, 1], got ${alpha}: the authors' is .4; to score what was seen alone use mle`),
    );
  });

  it("weights that aren't shares, or not one an order", () => {
    expect(() => interpolation(0.5 as never)).toThrow(TypeError);
    expect(() => interpolation([0.5, 2])).toThrow("weights[1] must be in [0, 1], got 2");
    expect(() => ngramModel(countNgrams([[0]], { order: 2, vocabSize: 1 }), interpolation([0.5]))).toThrow(
      new RangeError(
        "weights must be one for each of the counts' 2 orders, got 1: heldOutWeights(counts, sentences) finds them",
      ),
    );
  });
});

describe("stupidBackoff", () => {
  it("gives alpha times the shorter context's score to what wasn't seen", () => {
    const model = ngramModel(countNgrams([[0, 1, 0, 2]], { order: 3, vocabSize: 3 }), stupidBackoff(0.4));
    expect(model.prob(1, [2, 0])).toBe(0.4 * 0.5); // "2 0" was never followed; "0 1" is half of what follows 0
    expect(model.prob(0, [2, 0])).toBe(0.4 * 0.4 * 0.5);
    expect(model.nextLogits([2, 0])[0]).toBeCloseTo(Math.log(0.08), 6);
    expect(() => model.perplexity([[0, 1, 2]])).toThrow("got the scores of stupidBackoff(0.4)");
  });
});

describe("modifiedKneserNey", () => {
  it("estimates its discounts from counts of counts", () => {
    // n1 = 8, n2 = 4, n3 = 2, n4 = 1: Y = 8 / 16; D1 = 1 - 2 Y 4/8, D2 = 2 - 3 Y 2/4, D3 = 3 - 4 Y 1/2
    const counts = Uint32Array.from([8, 4, 2, 1].flatMap((times, i) => Array<number>(times).fill(i + 1)));
    expect([...discountsOf(counts)]).toEqual([0, 0.5, 1.25, 2]);
  });

  it("falls back to .5, 1 and 1.5 where there are none, or out of range", () => {
    for (const counts of [[], [1, 1, 2, 2, 4], [1, 2, 3, 4, 4, 4, 4, 4, 4]]) {
      expect([...discountsOf(Uint32Array.from(counts))]).toEqual([0, 0.5, 1, 1.5]);
    }
  });

  it("takes one <s> or as many as the order needs for the same", () => {
    fc.assert(
      fc.property(anySentences, fc.integer({ min: 3, max: 5 }), ({ sentences, vocabSize }, order) => {
        fc.pre(sentences.length > 1);
        const [bos, eos] = [vocabSize, vocabSize + 1];
        const [once, repeated] = [2, order].map((padding) => {
          const padded = sentences.map((ids) => padSentence(ids, { order: padding, bos, eos }));
          return ngramModel(countNgrams(padded, { order, vocabSize: vocabSize + 2 }), modifiedKneserNey);
        });
        for (const context of [[], [bos], [bos, bos], [0], [0, 0], [bos, 0], [bos, bos, 0]]) {
          for (let id = 0; id < vocabSize + 2; id++) {
            const single = context.join().startsWith(`${bos},${bos}`) ? context.slice(1) : context;
            expect(repeated!.prob(id, context)).toBe(once!.prob(id, single));
          }
          expect(once!.prob(bos, context)).toBe(0);
        }
      }),
    );
  });
});

describe("heldOutWeights", () => {
  const options = { order: 2, vocabSize: 3 };
  const counts = countNgrams([[0, 1, 2, 0, 1, 1]], options);

  it("never fits the held-out sentences worse for more iterations", () => {
    fc.assert(
      fc.property(anySentences, anySentences, anyOrder, (text, heldOut, order) => {
        fc.pre(heldOut.sentences.some((ids) => ids.length >= order));
        const all = countNgrams(text.sentences, { order, vocabSize: 5 });
        const perplexities = [1, 2, 3, 10, 50].map((maxIterations) => {
          const weights = heldOutWeights(all, heldOut.sentences, { maxIterations, tolerance: 0 });
          return ngramModel(all, interpolation(weights)).perplexity(heldOut.sentences);
        });
        for (const [i, perplexity] of perplexities.slice(1).entries()) {
          expect(perplexity).toBeLessThanOrEqual(perplexities[i]! * (1 + 1e-9));
        }
      }),
    );
  });

  it("finds the best of a grid", () => {
    const heldOut = [[0, 1, 0, 2, 1, 2, 2, 0]];
    const perplexityOf = (weights: number[]) => ngramModel(counts, interpolation(weights)).perplexity(heldOut);
    const found = perplexityOf(heldOutWeights(counts, heldOut, { maxIterations: 10_000, tolerance: 0 }));
    const grid = Array.from({ length: 21 }, (_, i) => i / 20);
    const best = Math.min(...grid.flatMap((first) => grid.map((second) => perplexityOf([first, second]))));
    expect(found).toBeLessThanOrEqual(best * (1 + 1e-6));
    expect(found).toBeGreaterThan(best * 0.99);
  });

  it("gives the longest order all of what was counted itself, where it is certain", () => {
    const certain = countNgrams([[0, 1, 2, 0, 1, 2]], options);
    expect(heldOutWeights(certain, [[0, 1, 2, 0, 1, 2]], { tolerance: 0, maxIterations: 1000 })[1]).toBeCloseTo(1, 6);
  });

  it("throws for options and sentences it can't use", () => {
    expect(() => heldOutWeights(counts, [[0, 1]], { maxIterations: 0 })).toThrow("maxIterations must be");
    expect(() => heldOutWeights(counts, [[0, 1]], { tolerance: -1 })).toThrow(
      new RangeError("tolerance must be >= 0, got -1: 0 runs all iterations"),
    );
    expect(() => heldOutWeights(counts, [[0, 3]])).toThrow("id must be an integer in [0, 2], got 3");
    expect(() => heldOutWeights(counts, [[0]])).toThrow(
      "sentences must have one of at least 2 tokens, the counts' order, got none",
    );
  });
});

describe("mostCommonAfter", () => {
  it("gives what follows a context, the most frequent first, ties by id", () => {
    const counts = countNgrams([[0, 2, 0, 1, 0, 2, 0, 3]], { order: 2, vocabSize: 4 });
    expect(counts.mostCommonAfter([0], 2)).toEqual([
      { id: 2, count: 2 },
      { id: 1, count: 1 },
    ]);
    expect(counts.mostCommonAfter([3], 5)).toEqual([]);
    expect(counts.mostCommonAfter([], 1)).toEqual([{ id: 0, count: 4 }]);
    expect(() => counts.mostCommonAfter([0], -1)).toThrow("k must be an integer >= 0, got -1");
    expect(() => counts.mostCommonAfter([0, 1], 1)).toThrow("context.length must be an integer in [0, 1], got 2");
  });
});
