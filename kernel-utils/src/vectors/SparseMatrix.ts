/**
 * A matrix that is mostly zeros, as its other entries alone: those of row r are at starts[r] to starts[r + 1] of `columns`
 * (ascending) and `values`.
 */
export interface SparseMatrix {
  readonly numRows: number;
  readonly numColumns: number;
  /** [numRows + 1] */
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float64Array;
}

/** One entry; 0 where none is kept. Looked up by halving the row. */
export function entryOf({ starts, columns, values }: SparseMatrix, row: number, column: number): number {
  let low = starts[row]!;
  let high = starts[row + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (columns[middle]! < column) low = middle + 1;
    else high = middle;
  }
  return low < starts[row + 1]! && columns[low] === column ? values[low]! : 0;
}
