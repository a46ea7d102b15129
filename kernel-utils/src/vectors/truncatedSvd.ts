import { EigenvalueDecomposition, Matrix, QrDecomposition } from "ml-matrix";
import { checkInteger, createRng } from "../core";
import type { SparseMatrix } from "./SparseMatrix";

/** The largest parts of a matrix: A ≈ U · diag(s) · Vᵀ. */
export interface TruncatedSvd {
  /** [numRows, dimensions], row by row; its columns are orthonormal. */
  readonly u: Float64Array;
  /** [dimensions], from the largest to the smallest. */
  readonly singularValues: Float64Array;
  /** [numColumns, dimensions], row by row. */
  readonly v: Float64Array;
}

/** More directions than asked for are tried, since the last ones found are the least exact. */
const extra = 10;

/**
 * The largest singular values of a sparse matrix and their vectors: the matrix is multiplied with a few random vectors,
 * which then lie mostly in the directions of the largest values.
 * @param options.dimensions how many, in [1, min(numRows, numColumns)]
 * @param options.iterations how often the directions are refined; 4 by default
 * @throws RangeError for dimensions outside
 * Source: Halko, Martinsson and Tropp 2011, "Finding structure with randomness", algorithms 4.4 and 5.1.
 */
export function truncatedSvd(
  matrix: SparseMatrix,
  {
    dimensions,
    seed,
    iterations = 4,
  }: { readonly dimensions: number; readonly seed: number; readonly iterations?: number },
): TruncatedSvd {
  const smaller = Math.min(matrix.numRows, matrix.numColumns);
  checkInteger("dimensions", dimensions, 1, smaller);
  checkInteger("iterations", iterations, 0);
  const rng = createRng(seed);
  const width = Math.min(smaller, dimensions + extra);
  let basis = orthonormal(times(matrix, Matrix.rand(matrix.numColumns, width, { random: () => rng() - 0.5 })));
  for (let i = 0; i < iterations; i++) {
    basis = orthonormal(times(matrix, orthonormal(transposedTimes(matrix, basis))));
  }
  // B = Qᵀ A is small on one side, so the eigenvectors of B Bᵀ are cheap to find; A's follow from them.
  const small = transposedTimes(matrix, basis); // Bᵀ, [numColumns, width]
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(small.transpose().mmul(small), {
    assumeSymmetric: true,
  });
  const order = realEigenvalues.map((_, i) => i).toSorted((a, b) => realEigenvalues[b]! - realEigenvalues[a]!);
  const chosen = order.slice(0, dimensions);
  const singularValues = Float64Array.from(chosen, (i) => Math.sqrt(Math.max(0, realEigenvalues[i]!)));
  const left = eigenvectorMatrix.subMatrixColumn(chosen);
  const right = small.mmul(left);
  singularValues.forEach((value, column) => right.mulColumn(column, value === 0 ? 0 : 1 / value));
  return { u: flat(basis.mmul(left)), singularValues, v: flat(right) };
}

const orthonormal = (matrix: Matrix): Matrix => new QrDecomposition(matrix).orthogonalMatrix;
const flat = (matrix: Matrix): Float64Array => Float64Array.from(matrix.to1DArray());

/** A · X */
function times({ numRows, starts, columns, values }: SparseMatrix, dense: Matrix): Matrix {
  const product = Matrix.zeros(numRows, dense.columns);
  const from = rowsOf(dense);
  const to = rowsOf(product);
  for (let row = 0; row < numRows; row++) {
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) {
      addScaled(to[row]!, from[columns[entry]!]!, values[entry]!);
    }
  }
  return product;
}

/** Aᵀ · X */
function transposedTimes({ numRows, numColumns, starts, columns, values }: SparseMatrix, dense: Matrix): Matrix {
  const product = Matrix.zeros(numColumns, dense.columns);
  const from = rowsOf(dense);
  const to = rowsOf(product);
  for (let row = 0; row < numRows; row++) {
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) {
      addScaled(to[columns[entry]!]!, from[row]!, values[entry]!);
    }
  }
  return product;
}

/** A dense matrix's own rows, which ml-matrix keeps as arrays: reading them through `get` costs half of the time. */
const rowsOf = (matrix: Matrix): Float64Array[] => (matrix as unknown as { data: Float64Array[] }).data;

function addScaled(to: Float64Array, from: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += factor * from[i]!;
}
