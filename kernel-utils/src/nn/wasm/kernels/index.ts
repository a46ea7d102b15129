import type { WasmFunction } from "../assembler";
import { attention, attentionGrad } from "./attention";
import { crossEntropy, crossEntropyGrad } from "./crossEntropy";
import { gelu, geluGrad } from "./gelu";
import { layerNorm, layerNormGrad } from "./layerNorm";
import { matMul } from "./matMul";
import { matMulTile, multiplyPacked, packColumns, packFactor, packRows } from "./multiplyPacked";
import { sumOfRows, sumOfRowsById } from "./sumOfRows";

/** The functions of kernels.wasm, which the build puts together. */
export const kernelFunctions: readonly WasmFunction[] = [
  packRows,
  packColumns,
  matMulTile,
  packFactor,
  multiplyPacked,
  matMul,
  attention,
  attentionGrad,
  gelu,
  geluGrad,
  layerNorm,
  layerNormGrad,
  sumOfRows,
  sumOfRowsById,
  crossEntropy,
  crossEntropyGrad,
];
