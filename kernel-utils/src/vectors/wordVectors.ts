import { checkInteger, describeValue } from "../core";
import { scaledToLength1 } from "./cosine";

export interface Neighbour {
  readonly word: string;
  /** The cosine, in [-1, 1]. */
  readonly similarity: number;
}

/** A vector for each word of a vocabulary. */
export interface WordVectors {
  readonly vocab: readonly string[];
  readonly dimensions: number;
  has(word: string): boolean;
  /** [dimensions] @throws RangeError for a word that isn't in the vocabulary; so do those below */
  vectorOf(word: string): Float32Array;
  /** The cosine of two words' vectors. */
  similarity(a: string, b: string): number;
  /** The k words with the largest cosine to a word (itself left out) or to a vector. */
  nearest(to: string | ArrayLike<number>, k?: number): Neighbour[];
  /**
   * a is to b as c is to …: the words nearest to b - a + c of the unit vectors, a, b and c left out.
   * Source: Mikolov, Yih and Zweig 2013, "Linguistic regularities".
   */
  analogy(a: string, b: string, c: string, k?: number): Neighbour[];
}

/**
 * @param matrix the vectors, row by row: [vocab.length, dimensions]; a copy of their directions is kept, to be looked
 *   through quickly
 * @throws RangeError where the sizes don't fit, or a value is not finite
 */
export function wordVectors(vocab: readonly string[], matrix: ArrayLike<number>): WordVectors {
  const dimensions = matrix.length / vocab.length;
  if (!Number.isInteger(dimensions) || dimensions < 1) {
    throw new RangeError(
      `matrix must hold as many numbers for each of the ${vocab.length} words, got ${matrix.length} numbers`,
    );
  }
  const rows = Float32Array.from(matrix);
  const bad = rows.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new RangeError(`matrix must be finite, got ${rows[bad]} for ${vocab[Math.floor(bad / dimensions)]}`);
  const rowOf = (all: Float32Array, id: number) => all.subarray(id * dimensions, (id + 1) * dimensions);
  const directions = new Float32Array(rows.length);
  vocab.forEach((_, id) => directions.set(scaledToLength1(rowOf(rows, id)), id * dimensions));
  const ids = new Map(vocab.map((word, id) => [word, id]));

  function idOf(word: string): number {
    const id = ids.get(word);
    if (id !== undefined) return id;
    const otherCase = ids.has(word.toLowerCase()) ? `: "${word.toLowerCase()}" is` : "";
    throw new RangeError(`word must be in the vocabulary, got ${describeValue(word)}, which isn't${otherCase}`);
  }

  const direction = (word: string) => rowOf(directions, idOf(word));

  function closest(to: Float32Array, k: number, without: ReadonlySet<number>): Neighbour[] {
    checkInteger("k", k, 1);
    const target = scaledToLength1(to);
    const similarities = new Float32Array(vocab.length);
    for (let id = 0, at = 0; id < vocab.length; id++) {
      let dot = 0;
      for (let i = 0; i < dimensions; i++) dot += directions[at++]! * target[i]!;
      similarities[id] = dot;
    }
    const order = [...vocab.keys()].filter((id) => !without.has(id));
    return order
      .toSorted((a, b) => similarities[b]! - similarities[a]! || a - b)
      .slice(0, k)
      .map((id) => ({ word: vocab[id]!, similarity: similarities[id]! }));
  }

  return {
    vocab,
    dimensions,
    has: (word) => ids.has(word),
    vectorOf: (word) => rowOf(rows, idOf(word)).slice(),
    similarity(a, b) {
      const other = direction(b);
      return direction(a).reduce((dot, value, i) => dot + value * other[i]!, 0);
    },
    nearest(to, k = 10) {
      if (typeof to === "string") return closest(direction(to), k, new Set([idOf(to)]));
      if (to.length !== dimensions) {
        throw new RangeError(
          `to must be a vector of ${dimensions} numbers, got ${to.length}: take one of this model's`,
        );
      }
      return closest(Float32Array.from(to), k, new Set());
    },
    analogy(a, b, c, k = 1) {
      const [from, to, other] = [direction(a), direction(b), direction(c)];
      return closest(
        to.map((value, i) => value - from[i]! + other[i]!),
        k,
        new Set([a, b, c].map(idOf)),
      );
    },
  };
}
