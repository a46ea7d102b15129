import type { WasmFunction } from "../assembler";
import { adamW } from "./adamW";
import { add, multiply, scale, squareGrad, subtract } from "./arithmetic";
import { attentionFunctions } from "./attention";
import { crossEntropyGrad } from "./crossEntropy";
import { gelu } from "./gelu";
import { layerNorm, layerNormGrad } from "./layerNorm";
import { matMul, matMulSome } from "./matMul";
import { productFunctions, wideTiles } from "./multiplyPacked";
import { packFunctions } from "./packRight";
import { recurrentFunctions } from "./recurrent";
import { logSoftmax, logSoftmaxGrad, softmax, softmaxGrad } from "./softmax";
import { copyRows, rowsById, sumOfRows, sumOfRowsById } from "./sumOfRows";
import { sumOfNumbers, sumOfSquares } from "./sums";

/** The functions of kernels.wasm, which the build puts together. */
export const kernelFunctions: readonly WasmFunction[] = [
  ...packFunctions,
  ...productFunctions,
  matMulSome,
  matMul,
  adamW,
  ...attentionFunctions,
  add,
  subtract,
  multiply,
  squareGrad,
  scale,
  gelu,
  layerNorm,
  layerNormGrad,
  copyRows,
  rowsById,
  sumOfRows,
  sumOfRowsById,
  sumOfNumbers,
  sumOfSquares,
  softmax,
  softmaxGrad,
  logSoftmax,
  logSoftmaxGrad,
  crossEntropyGrad,
  ...recurrentFunctions,
];

/** The functions of wideKernels.wasm, for a V8 that makes one vector of eight out of two of four. */
export const wideKernelFunctions: readonly WasmFunction[] = kernelFunctions.map(
  (each) => wideTiles.find(({ name }) => name === each.name) ?? each,
);
