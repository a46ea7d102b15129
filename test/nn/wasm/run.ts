import {
  assembleModule,
  type Body,
  defineFunction,
  type I32,
  type Local,
  type Locals,
} from "../../../kernel-utils/src/nn/wasm/assembler";
import { compile } from "../../../kernel-utils/src/nn/wasm/compile";
import { instantiate as instantiateModule } from "../../../kernel-utils/src/nn/wasm/instantiate";

declare const WebAssembly: {
  Memory: new (size: { initial: number }) => { buffer: ArrayBuffer };
};

/** The functions of a module by their names, and the memory they work on: 64 KB of zeros. */
export function instantiate(binary: Uint8Array) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  return { memory, functions: instantiateModule(compile(binary), memory) };
}

/**
 * Put numbers at place 0, run the statements once, and read what they left at place 1024.
 * @returns as many numbers as there were
 */
export function run(
  numbers: readonly number[],
  define: (places: { from: Local<I32>; to: Local<I32>; size: Local<I32> }, locals: Locals) => Body,
): number[] {
  const main = defineFunction("main", { from: "i32", to: "i32", size: "i32" }, define);
  const { memory, functions } = instantiate(assembleModule([main]));
  new Float32Array(memory.buffer).set(numbers);
  functions.main!(0, 1024, numbers.length);
  return [...new Float32Array(memory.buffer, 1024, numbers.length)];
}
