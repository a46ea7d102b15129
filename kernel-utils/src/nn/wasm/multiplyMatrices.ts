import { numThreads } from "./crew/Crew";
import { blockRows, matMulBytes } from "./productMemory";
import type { WasmEngine } from "./WasmEngine";

/** Numbers in memory: where the first row starts, and the bytes from row to row. */
export interface Matrix {
  place: number;
  stride: number;
}

export interface Product {
  a: Matrix & { isTransposed: boolean };
  b: Matrix & { isTransposed: boolean };
  c: Matrix;
  /** The place of [n], or 0 for none. */
  bias: number;
  /** Where the sums of a's rows are to be put, [m]; by default they aren't. */
  rowSums?: number;
  m: number;
  n: number;
  k: number;
}

/** Multiplications from which on a second thread is worth waking: some 150 microseconds' work. */
export const worthSharing = 2 ** 22;

/** c [m, n] = a b + bias, of a [m, k] and b [k, n], each as it lies or transposed. Large ones are made by two threads. */
export function multiplyMatrices(engine: WasmEngine, { a, b, c, bias, rowSums = 0, m, n, k }: Product): void {
  const right = [b.place, b.stride, Number(b.isTransposed)] as const;
  const left = [a.place, a.stride, Number(a.isTransposed)] as const;
  if (m * n * k < worthSharing) {
    const scratch = engine.scratch(matMulBytes(n, k));
    engine.kernels.matMul(...left, ...right, c.place, c.stride, bias, rowSums, m, n, k, scratch);
    return;
  }
  // Each call makes a block of rows, and the last one those that are left.
  const rows = blockRows;
  const rowBytes = a.isTransposed ? 4 : a.stride;
  const scratchBytes = matMulBytes(n, k);
  const scratch = engine.scratch(numThreads * scratchBytes);
  engine.share({
    kernel: "matMulSome",
    saysFirst: true,
    count: Math.ceil(m / rows),
    first: [0, rows, ...left, ...right, c.place, c.stride, bias, rowSums, m, n, k, scratch],
    step: [0, 0, rows * rowBytes, 0, 0, 0, 0, 0, rows * c.stride, 0, 0, rowSums && 4 * rows, -rows, 0, 0, 0],
    scratchBytes,
  });
}
