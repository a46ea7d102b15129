import type { WasmFunction } from "../assembler";
import { matMul } from "./matMul";
import { matMulTile, multiplyPacked, packColumns, packFactor, packRows } from "./multiplyPacked";

/** The functions of kernels.wasm, which the build puts together. */
export const kernelFunctions: readonly WasmFunction[] = [
  packRows,
  packColumns,
  matMulTile,
  packFactor,
  multiplyPacked,
  matMul,
];
