import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { backoffProbs } from "./backoffProbs";
import { createModel } from "./createModel";
import { emptyTable } from "./backoffTable";
import { bytesOf, checksumOf, headerSize, parseHeader, sectionsOf } from "./modelFile";
import type { NgramModel } from "./types";

/**
 * The model that saveNgramModel wrote to a file.
 * @throws Error, with the path and the reason, when there is no such file, it isn't one of that kind and version, it is
 * cut short or too long, or its bytes have changed
 */
export function loadNgramModel(path: string): NgramModel {
  const file = openSync(path, "r");
  try {
    const start = new Uint8Array(headerSize);
    const header = parseHeader(path, start.subarray(0, readSync(file, start)));
    const { order, vocabSize, sizes, unseenBackoff, isNormalized } = header;
    const expected = sizes.reduce((bytes, size, n) => bytes + (n === order ? 12 : 24) * size, headerSize + 4);
    const { size } = fstatSync(file);
    // Before memory is asked for.
    if (size !== expected) {
      throw new Error(`${path}: must have ${expected} bytes, got ${size}: it was cut short or added to; save it again`);
    }
    const table = emptyTable(sizes, unseenBackoff);
    const sections = sectionsOf(table).map(bytesOf);
    for (const bytes of sections)
      for (let at = 0; at < bytes.length;) at += readSync(file, bytes, at, bytes.length - at, null);
    if (checksumOf(start, sections) !== header.checksum) {
      throw new Error(`${path}: must have the bytes that were saved, got others (the checksum differs): save it again`);
    }
    const probs = backoffProbs(table, isNormalized);
    return createModel({ name: `the file ${path}`, order, vocabSize, probs });
  } finally {
    closeSync(file);
  }
}
