import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { UMAP } from "umap-js";
import { checkInteger, createRng } from "../core";

/** A point for each vector, for a chart. */
export interface Projection {
  readonly x: number[];
  readonly y: number[];
}

/**
 * The two directions in which the vectors differ most, as x and y: principal component analysis. Distances shrink and
 * nothing is torn apart, so that far apart here is far apart there.
 * @throws RangeError for fewer than 2 vectors or dimensions, and vectors of different lengths
 * Source: Pearson 1901; Hotelling 1933.
 */
export function pca(vectors: readonly ArrayLike<number>[]): Projection {
  const rows = new Matrix(checkedRows(vectors, 2));
  const centred = rows.subRowVector(rows.mean("column"));
  const covariance = centred.transpose().mmul(centred).div(vectors.length);
  const { eigenvectorMatrix } = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
  const last = eigenvectorMatrix.columns - 1; // eigenvalues ascend
  const axis = (column: number) => {
    const direction = eigenvectorMatrix.getColumnVector(column);
    // An eigenvector may as well point the other way: its largest part is made positive, so that all machines agree.
    const largest = direction.to1DArray().reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
    return centred.mmul(direction).mul(Math.sign(largest)).to1DArray();
  };
  return { x: axis(last), y: axis(last - 1) };
}

/**
 * A map on which neighbours stay neighbours: UMAP. Groups mean something; the distances between groups mean little.
 * @param options.seed equal seeds give equal maps
 * @param options.neighbours how many nearest vectors count as near, an integer in [2, number of vectors), 15 by default
 * @throws RangeError for fewer than 3 vectors, and neighbours outside
 * Source: McInnes, Healy and Melville 2018, arXiv:1802.03426, by the package umap-js.
 */
export function umap(
  vectors: readonly ArrayLike<number>[],
  { seed, neighbours = Math.min(15, vectors.length - 1) }: { readonly seed: number; readonly neighbours?: number },
): Projection {
  const rows = checkedRows(vectors, 3);
  checkInteger("neighbours", neighbours, 2, vectors.length - 1);
  const map = new UMAP({ nComponents: 2, nNeighbors: neighbours, random: createRng(seed) }).fit(rows);
  return { x: map.map(([x = 0]) => x), y: map.map(([, y = 0]) => y) };
}

function checkedRows(vectors: readonly ArrayLike<number>[], least: number): number[][] {
  if (vectors.length < least) throw new RangeError(`vectors must be at least ${least}, got ${vectors.length}`);
  const length = vectors[0]!.length;
  const other = vectors.findIndex((vector) => vector.length !== length);
  if (other >= 0 || length < 2) {
    throw new RangeError(
      `vectors must all have the same length >= 2, got ${length} and, at ${Math.max(0, other)}, ${vectors[Math.max(0, other)]!.length}`,
    );
  }
  return vectors.map((vector) => Array.from(vector));
}
