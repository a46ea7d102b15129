// @ts-check
// nn's WebAssembly kernels as one file. They are written in TypeScript: what was compiled of it puts the file together.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);

/** @param {string} nn the folder of nn's compiled files; the same files give the same bytes */
export function buildKernels(nn) {
  const { assembleModule } = require(join(nn, "wasm", "assembler", "index.js"));
  const { kernelFunctions, wideKernelFunctions } = require(join(nn, "wasm", "kernels", "index.js"));
  writeFileSync(join(nn, "kernels.wasm"), assembleModule(kernelFunctions, { isShared: true }));
  writeFileSync(join(nn, "wideKernels.wasm"), assembleModule(wideKernelFunctions, { isShared: true }));
}
