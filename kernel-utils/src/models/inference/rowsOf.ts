import type { tf } from "../../nn";

/** The rows of a matrix as arrays: [n, size], or with axes of length 1 before -> n of [size]. */
export function rowsOf(matrix: tf.Tensor): Float32Array[] {
  const values = Float32Array.from(matrix.dataSync());
  const [numRows, size] = matrix.shape.slice(-2) as [number, number];
  return Array.from({ length: numRows }, (_, row) => values.subarray(row * size, (row + 1) * size));
}
