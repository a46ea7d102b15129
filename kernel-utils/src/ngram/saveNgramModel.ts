import { closeSync, openSync, writeSync } from "node:fs";
import { bytesOf, createHeader, sectionsOf } from "./modelFile";
import { tableOf } from "./tableOf";
import type { NgramModel } from "./types";

/**
 * Write a model to a binary file: its backoff table as it is in memory, 12 bytes for each of the longest n-grams and 24
 * for each of the others. loadNgramModel gives the same model, bit for bit, and far faster than readArpa.
 * @param path replaced when it exists
 * @throws RangeError for a model that has no backoff table: mle and addK
 */
export function saveNgramModel(path: string, model: NgramModel): void {
  const table = tableOf(model, "saveNgramModel");
  const sections = sectionsOf(table).map(bytesOf);
  const file = openSync(path, "w");
  try {
    for (const bytes of [createHeader(model, table, sections), ...sections]) {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    }
  } finally {
    closeSync(file);
  }
}
