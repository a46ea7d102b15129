import type { RecurrentExports } from "./RecurrentExports";

/**
 * The functions of kernels.wasm that are called from here; what they do is said in kernels/, where each is defined.
 * Arguments are places, in bytes from the start of the memory, then sizes; strides are in bytes too, truths are 1 and 0.
 */
export interface KernelExports extends RecurrentExports {
  matMul(
    ...args: [
      ...[a: number, aStride: number, isATransposed: number],
      ...[b: number, bStride: number, isBTransposed: number],
      ...[c: number, cStride: number, bias: number, rowSums: number],
      ...[m: number, n: number, k: number, scratch: number],
    ]
  ): void;
  matMulSome(...args: number[]): void;
  adamW(
    ...args: [
      ...[parameter: number, gradient: number, mean: number, square: number],
      ...[newParameter: number, newMean: number, newSquare: number, numBytes: number],
      ...[scale: number, meanShare: number, squareShare: number, decay: number],
      ...[stepSize: number, correction: number, epsilon: number],
    ]
  ): void;
  attention(...args: number[]): void;
  attentionGrad(...args: number[]): void;
  add(x: number, y: number, z: number, numBytes: number): void;
  subtract(x: number, y: number, z: number, numBytes: number): void;
  multiply(x: number, y: number, z: number, numBytes: number): void;
  squareGrad(dy: number, x: number, dx: number, numBytes: number): void;
  scale(x: number, y: number, numBytes: number, factor: number): void;
  gelu(x: number, y: number, slope: number, numBytes: number): void;
  layerNorm(
    ...args: [...[x: number, weight: number, bias: number, y: number], ...[rows: number, size: number, epsilon: number]]
  ): void;
  layerNormGrad(
    ...args: [
      ...[dy: number, x: number, weight: number],
      ...[dx: number, dWeight: number, dBias: number],
      ...[rows: number, size: number, epsilon: number],
    ]
  ): void;
  copyRows(from: number, fromStride: number, to: number, toStride: number, rows: number, rowBytes: number): void;
  rowsById(table: number, ids: number, rows: number, numRows: number, size: number): void;
  sumOfRows(x: number, stride: number, sums: number, rows: number, size: number): void;
  sumOfNumbers(x: number, numBytes: number, sum: number): void;
  sumOfSquares(x: number, numBytes: number, sum: number): void;
  sumOfRowsById(x: number, ids: number, sums: number, rows: number, size: number, numSums: number): void;
  softmax(x: number, y: number, norms: number, rows: number, size: number): void;
  softmaxGrad(dy: number, y: number, dx: number, rows: number, size: number): void;
  logSoftmax(x: number, y: number, norms: number, rows: number, size: number): void;
  logSoftmaxGrad(dy: number, y: number, dx: number, rows: number, size: number): void;
  crossEntropyGrad(
    ...args: [...[probs: number, targets: number, dLogits: number], ...[rows: number, size: number, scale: number]]
  ): void;
}
