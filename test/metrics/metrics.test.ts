import {
  accuracy,
  bitsPerCharacter,
  bleu,
  charErrorRate,
  distinctN,
  perplexity,
  repetitionRate,
  rouge,
  sentenceBleu,
  spanF1,
  spansOf,
  tokenRepetition,
  wordErrorRate,
} from "kernel-utils/metrics";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const words = fc.array(fc.constantFrom("the", "cat", "sat", "on", "mat"), { minLength: 1, maxLength: 12 });
const texts = words.map((all) => all.join(" "));

describe("perplexity", () => {
  it("is the number of words for a model that knows nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e5 }), fc.integer({ min: 1, max: 50 }), (vocabSize, length) => {
        const logProbs = Float64Array.from({ length }, () => -Math.log(vocabSize));
        expect(perplexity(logProbs) / vocabSize).toBeCloseTo(1, 10);
        expect(bitsPerCharacter(logProbs, length)).toBeCloseTo(Math.log2(vocabSize), 10);
      }),
    );
  });

  it("is 1 for a model that's sure and right, Infinity for one that ruled out what came", () => {
    expect(perplexity([0, 0])).toBe(1);
    expect(perplexity([0, -Infinity])).toBe(Infinity);
    expect(bitsPerCharacter([0], 3)).toBe(0);
  });

  it.each<[unknown, Error]>([
    [[], new RangeError("logProbs must not be empty, got []: no token was predicted")],
    [[-1, 0.5], new RangeError("logProbs must be at most 0, got 0.5 at index 1: take Math.log of probabilities")],
    [[NaN], new RangeError("logProbs must be at most 0, got NaN at index 0: take Math.log of probabilities")],
    ["-1", new TypeError('logProbs must be an array, got "-1"')],
  ])("throws for %j", (logProbs, error) => {
    expect(() => perplexity(logProbs as number[])).toThrow(error);
    expect(() => bitsPerCharacter(logProbs as number[], 1)).toThrow(error);
  });

  it.each([0, -1, NaN, Infinity])("bitsPerCharacter throws for %s characters", (numCharacters) => {
    expect(() => bitsPerCharacter([-1], numCharacters)).toThrow(
      new RangeError(`numCharacters must be > 0 and finite, got ${numCharacters}: count the text's, [...text].length`),
    );
  });
});

describe("accuracy", () => {
  it("is the share of equal ones", () => {
    expect(accuracy([1, 2, 3, 4], [1, 0, 3, 0])).toBe(0.5);
    expect(accuracy(["a"], ["a"])).toBe(1);
  });

  it("throws for what can't be compared", () => {
    expect(() => accuracy([1], [1, 2])).toThrow(
      new RangeError("predicted must be as many as expected, 2, got 1: the i-th is compared with the i-th"),
    );
    expect(() => accuracy([], [])).toThrow(
      new RangeError("predicted must not be empty, got []: there is nothing to measure"),
    );
    expect(() => accuracy("ab" as never, [])).toThrow(new TypeError('predicted must be an array, got "ab"'));
  });
});

describe("distinctN, repetitionRate, tokenRepetition", () => {
  it("count n-grams", () => {
    expect(distinctN([["a", "b", "a", "b"]], 1)).toBe(0.5);
    expect(distinctN([["a", "b", "a", "b"]], 2)).toBeCloseTo(2 / 3);
    // not from one text into the next
    expect(
      distinctN(
        [
          [1, 2],
          [2, 1],
        ],
        2,
      ),
    ).toBe(1);
    expect(repetitionRate([1, 2, 3, 1, 2, 3, 1, 2], 3)).toBe(0.5);
    expect(tokenRepetition([1, 2, 1, 1, 3, 2], 2)).toBeCloseTo(2 / 6);
    expect(tokenRepetition([1, 2, 1, 1, 3, 2], 9)).toBeCloseTo(3 / 6);
  });

  it("see no repetition where no token comes twice", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(), { minLength: 4 }), (ids) => {
        expect([distinctN([ids], 1), repetitionRate(ids), tokenRepetition(ids)]).toEqual([1, 0, 0]);
      }),
    );
  });

  it("throw for what can't be", () => {
    expect(() => distinctN([[1]], 2)).toThrow(
      new RangeError("texts must hold an n-gram, got none of 2 tokens: take a lower n"),
    );
    expect(() => distinctN([[1]], 0)).toThrow("n must be an integer >= 1, got 0");
    expect(() => distinctN([1] as never, 1)).toThrow(new TypeError("texts[i] must be an array, got 1"));
    expect(() => tokenRepetition([])).toThrow("text must not be empty, got []: there is nothing to measure");
    expect(() => tokenRepetition([1], 0)).toThrow("window must be an integer >= 1, got 0");
  });
});

describe("bleu", () => {
  it("is 100 for a copy that's long enough, 0 for nothing in common", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(sentenceBleu(text, [text, "another one"]).score).toBeCloseTo(100, 9);
        expect(sentenceBleu("no word of it", text).score).toBe(0);
        expect(sentenceBleu("", text).score).toBe(0);
      }),
    );
  });

  it("lies in [0, 100], and doesn't mind the order of references", () => {
    fc.assert(
      fc.property(texts, texts, texts, (text, a, b) => {
        const { score } = sentenceBleu(text, [a, b]);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100 + 1e-9);
        expect(sentenceBleu(text, [b, a]).score).toBe(score);
      }),
    );
  });

  it.each<[object, string]>([
    [{ tokenize: "13b" }, 'tokenize must be "13a", "zh", "char" or "none", got "13b"'],
    [{ smoothing: "ex" }, 'smoothing must be "exp", "floor", "add-k" or "none", got "ex"'],
    [{ maxOrder: 0 }, "maxOrder must be an integer >= 1, got 0"],
    [{ smoothingValue: -1 }, "smoothingValue must be >= 0 and finite, got -1: leave it out for the usual one"],
  ])("throws for %j", (options, message) => {
    expect(() => bleu(["a"], ["a"], options)).toThrow(new RangeError(message));
  });

  it("throws for references that don't fit", () => {
    expect(() => bleu(["a"], [])).toThrow("hypotheses must be as many as references, 0, got 1");
    expect(() => bleu(["a"], [[]])).toThrow(
      new RangeError("references[0] must not be empty, got []: pass at least one"),
    );
  });
});

describe("rouge", () => {
  it("swaps precision and recall when its texts are swapped", () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        for (const name of ["rouge1", "rouge2", "rougeL"] as const) {
          const [there, back] = [rouge(a, b)[name], rouge(b, a)[name]];
          expect([back.precision, back.recall, back.f1]).toEqual([there.recall, there.precision, there.f1]);
        }
      }),
    );
  });

  it("takes a tokenizer for texts that aren't English", () => {
    expect(rouge("我想你", "我喜欢你").rouge1.f1).toBe(0);
    expect(rouge("我想你", "我喜欢你", { tokenize: (text) => [...text] }).rougeL.recall).toBe(0.5);
  });

  it("is 0 for empty texts", () => {
    expect(rouge("", "")).toEqual(
      Object.fromEntries(
        ["rouge1", "rouge2", "rougeL", "rougeLsum"].map((name) => [name, { precision: 0, recall: 0, f1: 0 }]),
      ),
    );
  });
});

describe("wordErrorRate and charErrorRate", () => {
  it("count edits for each word or character of the reference", () => {
    expect(wordErrorRate("the cat sat", "the dog sat down")).toBe(0.5);
    expect(wordErrorRate("a b c d", "a")).toBe(3);
    expect(charErrorRate("我想你", "我喜欢你")).toBe(0.5);
    expect(charErrorRate("😀", "😀😀")).toBe(0.5);
  });

  it("are 0 for a copy, and at most the longer length", () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        expect(wordErrorRate(a.join(" "), a.join("  "))).toBe(0);
        expect(wordErrorRate(a.join(" "), b.join(" ")) * b.length).toBeLessThanOrEqual(Math.max(a.length, b.length));
        // edits back are as many
        expect(wordErrorRate(a.join(" "), b.join(" ")) * b.length).toBeCloseTo(
          wordErrorRate(b.join(" "), a.join(" ")) * a.length,
          9,
        );
      }),
    );
  });

  it("throw for references without a word", () => {
    expect(() => wordErrorRate("a", " ")).toThrow(
      new RangeError("references must hold a word, got none: a rate is of the references' length"),
    );
    expect(() => charErrorRate(["a"], [""])).toThrow("references must hold a character, got none");
    expect(() => wordErrorRate(["a"], "a b")).not.toThrow();
    expect(() => wordErrorRate(["a"], ["a", "b"])).toThrow("hypotheses must be as many as references, 2, got 1");
  });
});

describe("spanF1", () => {
  const tags = ["B-LOC", "I-LOC", "O", "O", "O", "O", "B-LOC", "I-LOC"]; // 中国的首都是北京

  it("finds the places of 中国的首都是北京", () => {
    const names = spansOf(tags).map(({ type, start, end }) => [type, "中国的首都是北京".slice(start, end)]);
    expect(names).toEqual([
      ["LOC", "中国"],
      ["LOC", "北京"],
    ]);
    const half = spanF1([["B-LOC", "I-LOC", "O", "O", "O", "O", "O", "B-LOC"]], [tags]);
    expect(half).toEqual({
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
      support: 2,
      byType: { LOC: { precision: 0.5, recall: 0.5, f1: 0.5, support: 2 } },
    });
  });

  it("is strict: an I- that goes on with nothing begins nothing", () => {
    expect(spansOf(["I-LOC", "I-LOC", "O", "B-PER", "I-LOC", "I-PER", "B-PER"])).toEqual([
      { type: "PER", start: 3, end: 4 },
      { type: "PER", start: 6, end: 7 },
    ]);
  });

  it("is 1 for a copy, 0 for nothing found", () => {
    expect(spanF1([tags], [tags]).f1).toBe(1);
    expect(spanF1([tags.map(() => "O")], [tags])).toMatchObject({ precision: 0, recall: 0, f1: 0, support: 2 });
  });

  it("throws for what can't be", () => {
    expect(() => spansOf(["B-LOC", "L-LOC"])).toThrow(
      new RangeError('tags[1] must be O, B-type or I-type, got "L-LOC": IOB2 has no others'),
    );
    expect(() => spanF1([["O"]], [["O", "O"]])).toThrow("predicted[0] must be as many as expected[0], 2, got 1");
    expect(() => spanF1([], [])).toThrow("predicted must not be empty");
  });
});
