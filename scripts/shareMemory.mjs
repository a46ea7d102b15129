// @ts-check
// tfjs' WebAssembly backend with a memory that threads can share. Its binary says how its memory begins, and how large it may grow;
// whether it is shared is one bit there.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const licence = "Copyright Google LLC. Apache License 2.0. Changed: the memory is shared.";
const memorySection = 5;
const hasMaximum = 1;
const isShared = 2;

/**
 * Copy the binary, with that bit set.
 * @param {string} outputFile
 * @throws Error if the binary is not what it was
 */
export function shareMemory(outputFile) {
  const name = "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm";
  const binary = readFileSync(createRequire(import.meta.url).resolve(name));
  let place = 8; // after "\0asm" and the version
  while (place < binary.length && binary[place] !== memorySection) {
    const { value, end } = readLeb(binary, place + 1);
    place = end + value;
  }
  // The section's length, how many memories there are, and the first one's bits.
  const { end } = readLeb(binary, place + 1);
  if (binary[end] !== 1 || binary[end + 1] !== hasMaximum) {
    throw new Error(
      `${name} must have one memory with a maximum and not shared, got ${binary[end]} and ${binary[end + 1]}`,
    );
  }
  binary[end + 1] = hasMaximum | isShared;
  writeFileSync(outputFile, Buffer.concat([binary, customSection("licence", licence)]));
}

/**
 * A section that engines skip, both texts shorter than 100 bytes.
 * @param {string} name
 * @param {string} text
 */
function customSection(name, text) {
  const content = [name.length, ...Buffer.from(name), ...Buffer.from(text)];
  return Uint8Array.of(0, content.length, ...content);
}

/**
 * @param {Uint8Array} bytes
 * @param {number} start
 */
function readLeb(bytes, start) {
  let [value, end] = [0, start];
  for (let shift = 1; ; shift *= 128) {
    const byte = bytes[end++] ?? 0;
    value += (byte & 127) * shift;
    if (byte < 128) return { value, end };
  }
}
