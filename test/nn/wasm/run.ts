import {
  assembleModule,
  type Body,
  defineFunction,
  type I32,
  type Local,
  type Locals,
} from "../../../kernel-utils/src/nn/wasm/assembler";

declare const WebAssembly: {
  Memory: new (size: { initial: number }) => { buffer: ArrayBuffer };
  Module: new (binary: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: unknown };
};

/** The functions of a module by their names, and the memory they work on: 64 KB of zeros. */
export function instantiate(binary: Uint8Array) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
  return { memory, functions: exports as Record<string, (...args: number[]) => void> };
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
