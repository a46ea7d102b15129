import type { BackoffTable } from "./backoffTable";
import { maxOrder } from "./checks";
import type { NgramModel } from "./types";

// The file of a model: a header of 128 bytes, then the arrays of its table, one after the other, as they are in memory.
// Header, little-endian: magic (8 bytes), version, checksum (32 bits each), order, vocabSize, unseenBackoff, isNormalized
// and the size of each level from 1 on, 0 beyond the order (64-bit floats). The checksum is of all that follows it.

const magic = "ngrammdl";
const version = 1;
export const headerSize = 128;
const checkedFrom = 16;

/** What a header says. */
export interface ModelHeader {
  readonly order: number;
  readonly vocabSize: number;
  readonly unseenBackoff: number;
  readonly isNormalized: boolean;
  /** How many n-grams each level from 0 to order has. */
  readonly sizes: readonly number[];
  readonly checksum: number;
}

/** The arrays that a file holds, in their order: those of 8 bytes a number come first, so that all are aligned. */
export function sectionsOf({ probs, backoffs, ids, childStarts }: BackoffTable): (Float64Array | Uint32Array)[] {
  return [probs, backoffs, ids, childStarts];
}

export function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

export function createHeader({ probs }: NgramModel, table: BackoffTable, sections: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(headerSize);
  const view = new DataView(bytes.buffer);
  bytes.set(Buffer.from(magic, "latin1"));
  view.setUint32(8, version, true);
  const { order, vocabSize, unseenBackoff, sizes } = table;
  const numbers = [order, vocabSize, unseenBackoff, Number(probs.isNormalized), ...sizes.slice(1)];
  for (const [i, number] of numbers.entries()) view.setFloat64(checkedFrom + 8 * i, number, true);
  view.setUint32(12, checksumOf(bytes, sections), true);
  return bytes;
}

/** @throws Error, with the path, for bytes that aren't the header of such a file */
export function parseHeader(path: string, bytes: Uint8Array): ModelHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headerSize || Buffer.from(bytes.subarray(0, 8)).toString("latin1") !== magic) {
    throw new Error(`${path}: must be a file that saveNgramModel wrote, got another: for ARPA files use readArpa`);
  }
  const found = view.getUint32(8, true);
  if (found !== version) {
    throw new Error(`${path}: must be of version ${version}, got ${found}: save the model again with this library`);
  }
  const number = (i: number) => view.getFloat64(checkedFrom + 8 * i, true);
  const [order, vocabSize] = [number(0), number(1)];
  const sizes = [1, ...Array.from({ length: Math.min(maxOrder, order || 0) }, (_, i) => number(4 + i))];
  const isSane = [order, vocabSize, ...sizes].every(
    (value) => Number.isInteger(value) && value >= 0 && value < 2 ** 32,
  );
  if (!isSane || order < 1 || order > maxOrder || sizes[1] !== vocabSize) {
    throw new Error(
      `${path}: must have an order in [1, ${maxOrder}] and whole sizes, got a damaged header: save it again`,
    );
  }
  return {
    order,
    vocabSize,
    sizes,
    unseenBackoff: number(2),
    isNormalized: number(3) === 1,
    checksum: view.getUint32(12, true),
  };
}

/** Of a header but for its first bytes, and of what follows it. Source: FNV-1a of 32 bits (Fowler, Noll and Vo). */
export function checksumOf(header: Uint8Array, sections: readonly Uint8Array[]): number {
  let hash = 0x811c9dc5;
  for (const bytes of [header.subarray(checkedFrom, headerSize), ...sections]) {
    for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  }
  return hash >>> 0;
}
