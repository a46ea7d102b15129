/**
 * The functions of kernels.wasm that are called from here; what they do is said in kernels/, where each is defined.
 * Places are bytes from the start of the memory; strides are in bytes too, truths are 1 and 0.
 */
export interface KernelExports {
  matMul(
    ...args: [
      ...[a: number, aStride: number, isATransposed: number],
      ...[b: number, bStride: number, isBTransposed: number],
      ...[c: number, cStride: number, bias: number],
      ...[m: number, n: number, k: number, scratch: number],
    ]
  ): void;
}
