import type { WasmFunction } from "../assembler";
import { matMul, matMulTile, packColumns, packRows } from "./matMul";

/** The functions of kernels.wasm, which the build puts together. */
export const kernelFunctions: readonly WasmFunction[] = [packRows, packColumns, matMulTile, matMul];
