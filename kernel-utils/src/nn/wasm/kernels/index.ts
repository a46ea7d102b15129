import type { WasmFunction } from "../assembler";
import { adamW } from "./adamW";
import { attentionFunctions } from "./attention";
import { crossEntropy, crossEntropyGrad } from "./crossEntropy";
import { gelu } from "./gelu";
import { layerNorm, layerNormGrad } from "./layerNorm";
import { matMul } from "./matMul";
import { matMulTile, multiplyPacked, multiplySome, packColumns, packFactor, packRows } from "./multiplyPacked";
import { recurrentFunctions } from "./recurrent";
import { rowsById, sumOfRows, sumOfRowsById } from "./sumOfRows";
import { sumOfSquares } from "./sumOfSquares";

/** The functions of kernels.wasm, which the build puts together. */
export const kernelFunctions: readonly WasmFunction[] = [
  packRows,
  packColumns,
  matMulTile,
  packFactor,
  multiplyPacked,
  multiplySome,
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
