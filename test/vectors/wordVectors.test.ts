import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cosine, pca, umap, wordVectors } from "kernel-utils/vectors";

// On a plane: x is how royal, y how female.
const vocab = ["king", "queen", "man", "woman", "apple"];
const plane = wordVectors(vocab, [1, 0.2, 1, 1, 0.3, 0.2, 0.2, 1, -1, -0.1]);

describe("cosine", () => {
  it("is 1, 0 and -1 along, across and against", () => {
    expect(cosine([1, 2], [2, 4])).toBeCloseTo(1, 12);
    expect(cosine([1, 0], [0, 3])).toBe(0);
    expect(cosine([1, 2], [-1, -2])).toBeCloseTo(-1, 12);
    expect(cosine([0, 0], [1, 2])).toBe(0);
  });

  it("does not depend on lengths, nor on which comes first", () => {
    const vector = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(vector, vector, fc.double({ min: 0.01, max: 100, noNaN: true }), (a, b, factor) => {
        expect(cosine(a, b)).toBe(cosine(b, a));
        fc.pre(a.some((value) => Math.abs(value) > 1e-3) && b.some((value) => Math.abs(value) > 1e-3));
        expect(
          cosine(
            a.map((value) => value * factor),
            b,
          ),
        ).toBeCloseTo(cosine(a, b), 9);
      }),
    );
  });

  it("refuses vectors of different lengths", () => {
    expect(() => cosine([1], [1, 2])).toThrow("a and b must be of the same length, got 1 and 2");
  });
});

describe("wordVectors", () => {
  it("finds the nearest words, itself left out", () => {
    expect(plane.nearest("king", 2).map(({ word }) => word)).toEqual(["man", "queen"]);
    expect(plane.nearest([1, 1], 1)[0]).toEqual({ word: "queen", similarity: expect.closeTo(1, 6) });
    expect(plane.nearest("king", 99)).toHaveLength(4);
    expect(plane.nearest("king", 1)[0]?.similarity).toBeCloseTo(plane.similarity("king", "man"), 6);
  });

  it("takes the first of equally near words", () => {
    const twins = wordVectors(["a", "b", "c"], [1, 0, 0, 1, 0, 1]);
    expect(twins.nearest("a", 2).map(({ word }) => word)).toEqual(["b", "c"]);
  });

  it("man is to king as woman is to queen", () => {
    expect(plane.analogy("man", "king", "woman")[0]?.word).toBe("queen");
  });

  it("gives vectors as they were, and copies", () => {
    plane.vectorOf("king")[0] = 7;
    expect([...plane.vectorOf("king")]).toEqual([1, Math.fround(0.2)]);
    expect(plane).toMatchObject({ dimensions: 2, vocab });
    expect(plane.has("king")).toBe(true);
    expect(plane.has("pear")).toBe(false);
  });

  it("refuses unknown words, and numbers that don't fit", () => {
    expect(() => plane.vectorOf("pear")).toThrow('word must be in the vocabulary, got "pear", which isn\'t');
    expect(() => plane.nearest("King")).toThrow('which isn\'t: "king" is');
    expect(() => plane.nearest([1, 2, 3])).toThrow("to must be a vector of 2 numbers, got 3");
    expect(() => plane.nearest("king", 0)).toThrow("k must be an integer >= 1");
    expect(() => wordVectors(vocab, [1, 2, 3])).toThrow(
      "matrix must hold as many numbers for each of the 5 words, got 3",
    );
    expect(() => wordVectors([], [])).toThrow("matrix must hold");
    expect(() => wordVectors(["a", "b"], [1, NaN])).toThrow("matrix must be finite, got NaN for b");
  });
});

describe("pca", () => {
  it("lays a tilted, stretched cloud along x", () => {
    // Points on a line through (3, -1, 2) in the direction (2, 1, 2), with a little of (1, 0, -1) across.
    const along = [-2, -1, 0, 1, 2];
    const across = [0.1, -0.1, 0, -0.1, 0.1];
    const points = along.map((a, i) => [3 + 2 * a + across[i]!, -1 + a, 2 + 2 * a - across[i]!]);
    const { x, y } = pca(points);
    expect(x).toEqual(along.map((a) => expect.closeTo(3 * a, 6)));
    expect(y.map(Math.abs)).toEqual(across.map((a) => expect.closeTo(Math.abs(a) * Math.SQRT2, 6)));
  });

  it("refuses too few vectors, and different lengths", () => {
    expect(() => pca([[1, 2]])).toThrow("vectors must be at least 2, got 1");
    expect(() => pca([[1, 2], [1]])).toThrow("vectors must all have the same length >= 2, got 2 and, at 1, 1");
    expect(() => pca([[1], [1]])).toThrow("same length >= 2");
  });
});

describe("umap", () => {
  const groups = Array.from({ length: 40 }, (_, i) => [i < 20 ? 0 : 9, i % 5, (i * 7) % 3, i < 20 ? 0 : 9]);

  it("keeps groups together", () => {
    const { x, y } = umap(groups, { seed: 1, neighbours: 8 });
    const points = x.map((value, i) => [value, y[i]!]);
    const nearestOf = (i: number) =>
      points
        .map(([a = 0, b = 0], j) => ({ j, distance: Math.hypot(a - points[i]![0]!, b - points[i]![1]!) }))
        .filter(({ j }) => j !== i)
        .toSorted((a, b) => a.distance - b.distance)[0]!.j;
    for (let i = 0; i < 40; i++) expect(nearestOf(i) < 20).toBe(i < 20);
  });

  it("gives the same map from the same seed", () => {
    expect(umap(groups, { seed: 1 })).toEqual(umap(groups, { seed: 1 }));
  });

  it("refuses too few vectors or neighbours", () => {
    expect(() => umap(groups.slice(0, 2), { seed: 1 })).toThrow("vectors must be at least 3, got 2");
    expect(() => umap(groups, { seed: 1, neighbours: 40 })).toThrow("neighbours must be an integer in [2, 39]");
  });
});
