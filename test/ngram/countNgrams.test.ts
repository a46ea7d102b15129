import { countNgrams, type NgramCount, type NgramCounts } from "kernel-utils/ngram";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyOrder, anySentences } from "./arbitraries";
import { naiveCounts } from "./naiveCounts";

const forAll = (law: (counts: NgramCounts, sentences: number[][]) => void) => {
  fc.assert(
    fc.property(anySentences, anyOrder, ({ sentences, vocabSize }, order) => {
      law(countNgrams(sentences, { order, vocabSize }), sentences);
    }),
  );
};
const upTo = (order: number) => Array.from({ length: order }, (_, i) => i + 1);
const sum = (values: Iterable<number>) => Array.from(values).reduce((total, value) => total + value, 0);

/** The order of the n-grams: by their ids from the first on. */
function compareIds(a: NgramCount, b: NgramCount): number {
  const i = a.ids.findIndex((id, place) => id !== b.ids[place]);
  return i === -1 ? 0 : a.ids[i]! - b.ids[i]!;
}

describe("countNgrams", () => {
  it("counts the n-grams of a sentence of six words: five for N = 2, four for N = 3", () => {
    const vocab = ["人工智能", "让", "世界", "变得", "更", "美好"];
    const counts = countNgrams([[0, 1, 2, 3, 4, 5]], { order: 3, vocabSize: vocab.length });
    const ngrams = (n: number) => [...counts.entries(n)].map(({ ids }) => ids.map((id) => vocab[id]).join(" "));
    expect(ngrams(2)).toEqual(["人工智能 让", "让 世界", "世界 变得", "变得 更", "更 美好"]);
    expect(ngrams(3)).toEqual(["人工智能 让 世界", "让 世界 变得", "世界 变得 更", "变得 更 美好"]);
    expect([1, 2, 3].map(counts.numTotal)).toEqual([6, 5, 4]);
  });

  it("agrees with a plain Map for every length", () => {
    forAll((counts, sentences) => {
      for (const n of upTo(counts.order)) {
        const expected = naiveCounts(sentences, n);
        const entries = [...counts.entries(n)];
        expect(new Map(entries.map(({ ids, count }) => [ids.join(" "), count]))).toEqual(expected);
        expect(entries).toHaveLength(expected.size);
        expect(counts.numDistinct(n)).toBe(expected.size);
        expect(counts.numTotal(n)).toBe(sum(expected.values()));
        for (const { ids, count } of entries) expect(counts.count(ids)).toBe(count);
      }
    });
  });

  it("gives 0 for what doesn't occur", () => {
    fc.assert(
      fc.property(
        anySentences,
        fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 4 }),
        ({ sentences }, ngram) => {
          const expected = naiveCounts(sentences, ngram.length).get(ngram.join(" ")) ?? 0;
          expect(countNgrams(sentences, { order: 4, vocabSize: 5 }).count(ngram)).toBe(expected);
        },
      ),
    );
  });

  it("orders entries by their ids", () => {
    forAll((counts) => {
      for (const n of upTo(counts.order)) {
        const entries = [...counts.entries(n)];
        expect(entries).toEqual(entries.toSorted(compareIds));
      }
    });
  });

  it("gives the most common first, ties by their ids", () => {
    forAll((counts) => {
      for (const n of upTo(counts.order)) {
        const expected = [...counts.entries(n)].toSorted((a, b) => b.count - a.count || compareIds(a, b));
        for (const k of [0, 1, 2, 3, 5, 1000]) expect(counts.mostCommon(n, k)).toEqual(expected.slice(0, k));
      }
    });
  });

  it("lists what follows a context, by its id", () => {
    forAll((counts) => {
      const contexts = [[], ...upTo(counts.order - 1).flatMap((n) => [...counts.entries(n)].map(({ ids }) => ids))];
      for (const context of contexts) {
        const { ids, counts: numFollowing } = counts.successors(context);
        expect([...ids]).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
        expect([...numFollowing]).toEqual(Array.from(ids, (id) => counts.count([...context, id])));
        expect(counts.contextCount(context)).toBe(sum(numFollowing));
      }
      expect(counts.contextCount([])).toBe(counts.numTokens);
    });
  });

  it("counts a context as often as it stands without its sentence's end", () => {
    forAll((counts, sentences) => {
      for (const n of upTo(counts.order - 1)) {
        for (const { ids, count } of counts.entries(n)) {
          const numEnding = sentences.filter((s) => s.length >= n && s.slice(-n).join() === ids.join()).length;
          expect(counts.contextCount(ids)).toBe(count - numEnding);
        }
      }
    });
  });

  it("counts an n-gram as often as all that precedes it, and as it begins a sentence", () => {
    forAll((counts, sentences) => {
      const ids = Array.from(counts.successors([]).ids);
      for (const n of upTo(counts.order - 1)) {
        for (const { ids: ngram, count } of counts.entries(n)) {
          const numPreceded = sum(ids.map((id) => counts.count([id, ...ngram])));
          const numBeginning = sentences.filter((s) => s.slice(0, n).join() === ngram.join()).length;
          expect(numPreceded + numBeginning).toBe(count);
        }
      }
    });
  });

  it("doesn't depend on the order of the sentences, nor on their kind of array", () => {
    forAll((counts, sentences) => {
      const { order, vocabSize } = counts;
      const reversed = countNgrams(
        sentences.toReversed().map((s) => Uint16Array.from(s)),
        { order, vocabSize },
      );
      for (const n of upTo(order)) expect([...reversed.entries(n)]).toEqual([...counts.entries(n)]);
    });
  });

  it("counts the same over any vocabulary, up to 2^31 - 1 ids", () => {
    forAll((counts, sentences) => {
      for (const vocabSize of [2 ** 16 - 1, 2 ** 16, 2 ** 16 + 1, 2 ** 31 - 1]) {
        // The ids spread over all of the range, their order kept: 0 stays, the highest becomes vocabSize - 1.
        const highest = Math.max(1, counts.vocabSize - 1);
        const spread = (id: number) => Math.floor((id / highest) * (vocabSize - 1));
        const other = countNgrams(
          sentences.map((s) => s.map(spread)),
          { order: counts.order, vocabSize },
        );
        for (const n of upTo(counts.order)) {
          const expected = [...counts.entries(n)].map(({ ids, count }) => ({ ids: ids.map(spread), count }));
          expect([...other.entries(n)]).toEqual(expected);
        }
      }
    });
  });

  it("reads sentences once, from any iterable", () => {
    let numRead = 0;
    function* generate() {
      for (const sentence of [[0, 1], [], [1, 1, 0]]) {
        numRead++;
        yield sentence;
      }
    }
    const counts = countNgrams(generate(), { order: 2, vocabSize: 2 });
    expect(numRead).toBe(3);
    expect(counts.numTokens).toBe(5);
    expect(counts.count([1, 1])).toBe(1);
    expect(counts.count([1, 0])).toBe(1);
  });

  it("grows with its input", () => {
    const sentence = Array.from({ length: 50_000 }, (_, i) => (i * i) % 97);
    const counts = countNgrams(new Set([sentence, sentence.slice(9)]), { order: 2, vocabSize: 97 });
    const expected = naiveCounts([sentence, sentence.slice(9)], 2);
    expect(new Map([...counts.entries(2)].map(({ ids, count }) => [ids.join(" "), count]))).toEqual(expected);
  });

  it("takes no sentences at all", () => {
    const counts = countNgrams([], { order: 2, vocabSize: 3 });
    expect(counts.numTokens).toBe(0);
    expect(counts.count([0, 1])).toBe(0);
    expect(counts.contextCount([])).toBe(0);
    expect(counts.successors([0]).ids).toHaveLength(0);
    expect([...counts.entries(2)]).toEqual([]);
    expect(counts.mostCommon(1, 5)).toEqual([]);
  });

  it("gives entries that can be read again", () => {
    const entries = countNgrams([[0, 1, 0, 2]], { order: 2, vocabSize: 3 }).entries(2);
    expect([...entries]).toEqual([...entries]);
    expect([...entries]).toHaveLength(3);
  });

  it("gives successors as views, not as copies", () => {
    const counts = countNgrams([[0, 1, 0, 2]], { order: 2, vocabSize: 3 });
    expect(counts.successors([0]).ids.buffer).toBe(counts.successors([1]).ids.buffer);
    expect(counts.successors([0]).counts.buffer).toBe(counts.successors([1]).counts.buffer);
  });
});

describe("what countNgrams refuses", () => {
  const options = { order: 2, vocabSize: 3 };

  it.each([0, 8, 1.5, NaN])("order %s", (order) => {
    expect(() => countNgrams([], { order, vocabSize: 3 })).toThrow(
      new RangeError(`order must be an integer in [1, 7], got ${order}`),
    );
  });

  it.each([0, 2 ** 31, 1.5])("vocabSize %s", (vocabSize) => {
    expect(() => countNgrams([], { order: 2, vocabSize })).toThrow(
      new RangeError(`vocabSize must be an integer in [1, 2147483647], got ${vocabSize}`),
    );
  });

  it.each([3, -1, 0.5, NaN, Infinity, 2 ** 32])("the id %s, and says where it is", (id) => {
    expect(() => countNgrams([[0], [1, id]], options)).toThrow(
      new RangeError(`id 1 of sentence 1 must be an integer in [0, 2], got ${id}`),
    );
  });

  it.each(["1", null, undefined])("%s for an id", (id) => {
    expect(() => countNgrams([[id as never]], options)).toThrow(TypeError);
  });

  it.each([0, "01", null, undefined, {}])("%j for a sentence", (sentence) => {
    const message = /^sentence 1 must be an array of ids, got .*: put a single one in an array$/;
    const sentences = [[0], sentence as never];
    expect(() => countNgrams(sentences, options)).toThrow(message);
    expect(() => countNgrams(sentences.values(), options)).toThrow(message);
    expect(() => countNgrams(sentences, options)).toThrow(TypeError);
  });

  const counts = countNgrams([[0, 1, 2]], options);

  it("n-grams and contexts of other lengths than were counted", () => {
    expect(() => counts.count([])).toThrow(new RangeError("ngram.length must be an integer in [1, 2], got 0"));
    expect(() => counts.count([0, 1, 2])).toThrow(new RangeError("ngram.length must be an integer in [1, 2], got 3"));
    for (const of of [counts.contextCount, counts.successors]) {
      expect(() => of([0, 1])).toThrow(new RangeError("context.length must be an integer in [0, 1], got 2"));
    }
  });

  it.each([3, -1, 0.5])("the id %s in an n-gram or context", (id) => {
    for (const of of [counts.count, counts.contextCount, counts.successors]) {
      expect(() => of([id])).toThrow(new RangeError(`id must be an integer in [0, 2], got ${id}`));
    }
  });

  it.each([0, 3, 1.5])("the length n = %s", (n) => {
    const message = `n must be an integer in [1, 2], got ${n}`;
    expect(() => counts.numDistinct(n)).toThrow(new RangeError(message));
    expect(() => counts.numTotal(n)).toThrow(new RangeError(message));
    expect(() => counts.entries(n)).toThrow(new RangeError(message));
    expect(() => counts.mostCommon(n, 1)).toThrow(new RangeError(message));
  });

  it.each([-1, 0.5])("k = %s", (k) => {
    expect(() => counts.mostCommon(1, k)).toThrow(new RangeError(`k must be an integer >= 0, got ${k}`));
  });
});
