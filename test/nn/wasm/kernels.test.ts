import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { assembleModule } from "../../../kernel-utils/src/nn/wasm/assembler";
import { kernelFunctions, wideKernelFunctions } from "../../../kernel-utils/src/nn/wasm/kernels";

describe.each([
  ["kernels.wasm", kernelFunctions],
  ["wideKernels.wasm", wideKernelFunctions],
])("%s", (file, functions) => {
  it("is what the sources give, byte for byte, each time", () => {
    const built = readFileSync(new URL(`../../../kernel-utils/dist/nn/${file}`, import.meta.url));
    const assemble = () => assembleModule(functions, { isShared: true });
    expect(assemble()).toEqual(assemble());
    // Where this fails: npm run build.
    expect(Buffer.from(assemble()).equals(built)).toBe(true);
  });
});
