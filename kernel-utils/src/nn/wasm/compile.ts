import { join } from "node:path";
import { setFlagsFromString } from "node:v8";

/** What we use of the global that Node has and @types/node 18 doesn't declare. */
declare const WebAssembly: { Module: new (binary: Uint8Array) => object };

const nodeVersion = Number.parseInt(process.versions.node);

/**
 * Whether V8 can make one vector of eight numbers out of two of four, for processors that have such (AVX2). It is V8's experiment,
 * in its builds for x86-64; these versions of Node are those in which all our tests pass with it.
 */
export const hasWideVectors = process.arch === "x64" && nodeVersion >= 24 && nodeVersion <= 26;
/** Whether another Node would have them here. */
export const couldHaveWideVectors = process.arch === "x64" && nodeVersion < 24;

/** What the build makes of kernels/: the same file seen from src/nn/wasm and from dist/nn/wasm. */
export const kernelsFile = join(__dirname, "../../../dist/nn", hasWideVectors ? "wideKernels.wasm" : "kernels.wasm");

/** What our kernels need of V8, where that is not so already. They hold for what is compiled from then on, so they stay. */
const options = [
  ...(nodeVersion < 22 ? ["--experimental-wasm-relaxed-simd"] : []), // it is in Node 20 before it was a standard
  ...(hasWideVectors ? ["--experimental-wasm-revectorize"] : []),
];

/** Compile a module of our kernels, which threads can share. */
export function compile(binary: Uint8Array): object {
  options.forEach(setFlagsFromString);
  return new WebAssembly.Module(binary);
}
