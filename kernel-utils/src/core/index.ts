export { argmax } from "./argmax";
export { cellSignal } from "./cellSignal";
export { checkInteger, checkLogits, checkNumber, describeValue } from "./checks";
export { createRng, type SeededRng } from "./createRng";
export { type KernelApi, kernelApi } from "./kernelApi";
export { logSoftmax, softmax } from "./softmax";
export type { NextLogits, Rng, TokenId } from "./types";
export { unbroken } from "./unbroken";
