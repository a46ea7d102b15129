import { eachPart, numbersOfPart } from "./eachPart";
import type { WasmEngine } from "./WasmEngine";

interface Rows {
  x: number;
  /** Numbers from row to row; by default `size`. */
  stride?: number;
  sums: number;
  rows: number;
  size: number;
}

/** sums [size] = the sum of the rows of x [rows, size], both given by their places. Two threads sum half of the columns each. */
export function sumRows(engine: WasmEngine, { x, sums, rows, size, stride = size }: Rows): void {
  eachPart(engine, {
    kernel: "sumOfRows",
    total: size,
    part: rows * size < 2 * numbersOfPart ? size : Math.ceil(size / 8) * 4,
    args: (columns) => [
      [x, 4],
      [4 * stride, 0],
      [sums, 4],
      [rows, 0],
      [columns, 0],
    ],
  });
}
