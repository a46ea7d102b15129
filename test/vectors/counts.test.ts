import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bagOfWords,
  cooccurrences,
  entryOf,
  ppmi,
  type SparseMatrix,
  tfIdf,
  type TfIdfOptions,
  truncatedSvd,
} from "kernel-utils/vectors";

/** scikit-learn 1.9.1 and NumPy 2.4.6: see golden/make.py. */
const golden = JSON.parse(readFileSync(new URL("golden/golden.json", import.meta.url), "utf8"));
const { documents, vocabSize, window } = golden;

const dense = (matrix: SparseMatrix): number[][] =>
  Array.from({ length: matrix.numRows }, (_, row) =>
    Array.from({ length: matrix.numColumns }, (__, column) => entryOf(matrix, row, column)),
  );

/** @returns the largest difference of two tables */
const distance = (a: ArrayLike<ArrayLike<number>>, b: ArrayLike<ArrayLike<number>>): number =>
  Math.max(...Array.from(a, (row, i) => Math.max(...Array.from(row, (value, j) => Math.abs(value - b[i]![j]!)))));

describe("bagOfWords", () => {
  it("counts each id", () => {
    expect([...bagOfWords([2, 0, 2], 4)]).toEqual([1, 0, 2, 0]);
    expect([...bagOfWords([], 2)]).toEqual([0, 0]);
  });

  it("does not see order", () => {
    const ids = fc.array(fc.nat(9));
    fc.assert(
      fc.property(ids, fc.func(fc.nat()), (text, weight) => {
        const mixed = text.toSorted((a, b) => weight(a) - weight(b));
        expect(bagOfWords(mixed, 10)).toEqual(bagOfWords(text, 10));
      }),
    );
  });

  it("refuses ids outside of the vocabulary", () => {
    expect(() => bagOfWords([0, 3], 3)).toThrow("ids[1] must be an id in [0, 3), got 3");
    expect(() => bagOfWords([0.5], 3)).toThrow("ids[0] must be an id");
    expect(() => bagOfWords([], 0)).toThrow("vocabSize must be an integer >= 1");
  });
});

describe("tfIdf", () => {
  it.each(golden.tfIdf as { options: Omit<TfIdfOptions, "vocabSize">; idf: number[]; vectors: number[][] }[])(
    "agrees with scikit-learn: $options",
    ({ options, idf, vectors }) => {
      const ours = tfIdf(documents, { vocabSize, ...options });
      expect(distance([idf], [ours.idf])).toBeLessThan(1e-12);
      expect(distance(vectors, ours.vectors)).toBeLessThan(1e-6 * (options.normalize ? 1 : 100));
      expect(ours.transform(documents[3])).toEqual(ours.vectors[3]);
    },
  );

  it("can weigh a word of every document as nothing", () => {
    const { idf } = tfIdf(
      [
        [0, 1],
        [0, 0],
      ],
      { vocabSize: 2, smooth: false, least: 0 },
    );
    expect([...idf]).toEqual([0, Math.log(2)]);
  });

  it("weighs a word of no document as nothing where it can't be weighed", () => {
    expect(tfIdf(documents, { vocabSize, smooth: false }).idf[11]).toBe(0);
  });

  it("refuses no documents, and ids outside", () => {
    expect(() => tfIdf([], { vocabSize })).toThrow("documents must be at least one");
    expect(() => tfIdf([[1]], { vocabSize, least: "1" as never })).toThrow("least must be a number");
    expect(() => tfIdf([[12]], { vocabSize })).toThrow("ids[0] must be an id in [0, 12), got 12");
  });
});

describe("cooccurrences", () => {
  it("agrees with a count by NumPy", () => {
    expect(dense(cooccurrences(documents, { vocabSize, window }))).toEqual(golden.cooccurrences);
  });

  it("is symmetric, and counts each pair of near places twice", () => {
    const texts = fc.array(fc.array(fc.nat(4), { maxLength: 9 }), { maxLength: 4 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 12 }), (sentences, width) => {
        const table = dense(cooccurrences(sentences, { vocabSize: 5, window: width }));
        expect(table).toEqual(table.map((row, i) => row.map((_, j) => table[j]![i])));
        const pairs = sentences.flatMap((text) =>
          text.flatMap((_, i) => text.slice(i + 1, i + 1 + width).map(() => 2)),
        );
        expect(table.flat().reduce((sum, value) => sum + value, 0)).toBe(2 * pairs.length);
      }),
    );
  });

  it("refuses a window of 0 and ids outside", () => {
    expect(() => cooccurrences([[0]], { vocabSize, window: 0 })).toThrow("window must be an integer >= 1");
    expect(() => cooccurrences([[99]], { vocabSize, window })).toThrow("ids[0] must be an id in [0, 12), got 99");
  });
});

describe("ppmi", () => {
  const counts = cooccurrences(documents, { vocabSize, window });

  it.each(golden.ppmi as { power: number; matrix: number[][] }[])(
    "agrees with NumPy, power $power",
    ({ power, matrix }) => {
      expect(distance(dense(ppmi(counts, { power })), matrix)).toBeLessThan(1e-12);
    },
  );

  it("refuses another power, and counts of nothing", () => {
    expect(() => ppmi(counts, { power: 0 })).toThrow("power must be in (0, 1], got 0");
    expect(() => ppmi(cooccurrences([[1]], { vocabSize, window }))).toThrow("counts must have an entry, got none");
  });
});

describe("truncatedSvd", () => {
  const matrix = ppmi(cooccurrences(documents, { vocabSize, window }));

  it("finds NumPy's singular values", () => {
    const { singularValues } = truncatedSvd(matrix, { dimensions: 5, seed: 1 });
    expect(distance([singularValues], [golden.singularValues.slice(0, 5)])).toBeLessThan(1e-9);
  });

  it("gives the matrix back from all of its parts", () => {
    const { u, singularValues: s, v } = truncatedSvd(matrix, { dimensions: vocabSize, seed: 1 });
    const size = vocabSize as number;
    const product = dense(matrix).map((row, i) =>
      row.map((_, j) => s.reduce((sum, value, k) => sum + value * u[i * size + k]! * v[j * size + k]!, 0)),
    );
    expect(distance(product, dense(matrix))).toBeLessThan(1e-9);
  });

  it("gives the same from the same seed", () => {
    const twice = [1, 1].map((seed) => truncatedSvd(matrix, { dimensions: 3, seed }));
    expect(twice[0]).toEqual(twice[1]);
  });

  it("refuses more dimensions than there are", () => {
    expect(() => truncatedSvd(matrix, { dimensions: 13, seed: 1 })).toThrow("dimensions must be an integer in [1, 12]");
    expect(() => truncatedSvd(matrix, { dimensions: 0, seed: 1 })).toThrow("dimensions must be an integer in [1, 12]");
    expect(() => truncatedSvd(matrix, { dimensions: 1, seed: 1, iterations: -1 })).toThrow("iterations must be");
  });
});
