// @ts-check
// Rows of logits and the ids before them, in a file that Node and Python read fast: 32-bit integers for the number of rows, the
// size of the vocabulary and the number of ids; the ids; the logits as 32-bit floats, row by row.
import { createRng } from "kernel-utils/core";

const numRows = 16;
const numIds = 200;

/**
 * Logits as models give them, more or less: normal, most of the tokens far below the likeliest.
 * @param {number} vocabSize
 */
export function makeInput(vocabSize) {
  const rng = createRng(42);
  const normal = () => Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng());
  const ids = Uint32Array.from({ length: numIds }, () => Math.floor(rng() * vocabSize));
  const logits = Float32Array.from({ length: numRows * vocabSize }, () => 3 * normal());
  return Buffer.concat(
    [Uint32Array.of(numRows, vocabSize, numIds), ids, logits].map(({ buffer }) => Buffer.from(buffer)),
  );
}

/** @param {Buffer} bytes */
export function readInput({ buffer, byteOffset, byteLength }) {
  const [size = 0, vocabSize = 0, count = 0] = new Uint32Array(buffer, byteOffset, 3);
  const ids = [...new Uint32Array(buffer, byteOffset + 12, count)];
  const logits = new Float32Array(buffer, byteOffset + 12 + 4 * count, byteLength / 4 - 3 - count);
  return { rows: Array.from({ length: size }, (_, i) => logits.slice(i * vocabSize, (i + 1) * vocabSize)), ids };
}
