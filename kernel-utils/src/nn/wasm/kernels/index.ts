import type { WasmFunction } from "../assembler";
import { adamW } from "./adamW";
import { attentionFunctions } from "./attention";
import { crossEntropy, crossEntropyGrad } from "./crossEntropy";
import { gelu } from "./gelu";
import { layerNorm, layerNormGrad } from "./layerNorm";
import { matMul } from "./matMul";
import { productFunctions } from "./multiplyPacked";
import { packColumns, packFactor, packSome } from "./packFactor";
import { recurrentFunctions } from "./recurrent";
import { rowsById, sumOfRows, sumOfRowsById } from "./sumOfRows";
import { sumOfSquares } from "./sumOfSquares";

/** The functions of kernels.wasm, which the build puts together. */
export const kernelFunctions: readonly WasmFunction[] = [
  packColumns,
  packFactor,
  packSome,
  ...productFunctions,
  matMul,
  adamW,
  ...attentionFunctions,
  gelu,
  layerNorm,
  layerNormGrad,
  rowsById,
  sumOfRows,
  sumOfRowsById,
  sumOfSquares,
  crossEntropy,
  crossEntropyGrad,
  ...recurrentFunctions,
];
