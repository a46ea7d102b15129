import { numThreads } from "./crew/Crew";
import { eachNumber } from "./eachPart";
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
export function multiplyMatrices(engine: WasmEngine, product: Product): void {
  const { c, bias, m, n, k } = product;
  if (m * n * k < worthSharing) {
    engine.kernels.matMul(...argumentsOf(product), engine.scratch(matMulBytes(n, k)));
  } else if (k >= 2 * m && k % 2 === 0 && bias === 0 && c.stride === 4 * n) {
    multiplyHalves(engine, product);
  } else {
    multiplyRows(engine, product);
  }
}

function argumentsOf({ a, b, c, bias, rowSums = 0, m, n, k }: Product) {
  const right = [b.place, b.stride, Number(b.isTransposed)] as const;
  const left = [a.place, a.stride, Number(a.isTransposed)] as const;
  return [...left, ...right, c.place, c.stride, bias, rowSums, m, n, k] as const;
}

/** Each call makes a block of rows, and the last one those that are left. */
function multiplyRows(engine: WasmEngine, product: Product): void {
  const { a, c, rowSums = 0, m, n, k } = product;
  const rows = blockRows;
  const rowBytes = a.isTransposed ? 4 : a.stride;
  const scratchBytes = matMulBytes(n, k);
  engine.share({
    kernel: "matMulSome",
    saysFirst: true,
    count: Math.ceil(m / rows),
    first: [0, rows, ...argumentsOf(product), engine.scratch(numThreads * scratchBytes)],
    step: [0, 0, rows * rowBytes, 0, 0, 0, 0, 0, rows * c.stride, 0, 0, rowSums && 4 * rows, -rows, 0, 0, 0],
    scratchBytes,
  });
}

/**
 * Of a product that is deep, as those for the gradients of weights are, each call makes a sum of half of the depth: so a thread needs
 * half of both factors, most of which it has made itself, and of which some is in its cache.
 */
function multiplyHalves(engine: WasmEngine, product: Product): void {
  const { a, b, c, rowSums = 0, m, n } = product;
  const k = product.k / 2;
  const size = m * n;
  const scratchBytes = matMulBytes(n, k);
  const scratch = engine.scratch(4 * (size + m) + numThreads * scratchBytes);
  const [others, otherSums] = [scratch, scratch + 4 * size];
  const first = argumentsOf({ ...product, k });
  const second = argumentsOf({
    ...product,
    k,
    a: { ...a, place: a.place + k * (a.isTransposed ? a.stride : 4) },
    b: { ...b, place: b.place + k * (b.isTransposed ? 4 : b.stride) },
    c: { ...c, place: others },
    rowSums: rowSums && otherSums,
  });
  engine.share({
    kernel: "matMul",
    count: 2,
    first: [...first, otherSums + 4 * m],
    step: [...first.map((argument, i) => second[i]! - argument), 0],
    scratchBytes,
  });
  eachNumber(engine, "add", { places: [c.place, others, c.place], size });
  if (rowSums) eachNumber(engine, "add", { places: [rowSums, otherSums, rowSums], size: m });
}
