import { existsSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { bpeTokenizer, type BpeTokenizerOptions } from "./bpeTokenizer";
import { readTokenizerJson } from "./readTokenizerJson";
import type { SubwordTokenizer } from "./types";
import { readMerges, readVocab, readVocabJson } from "./vocabFiles";
import { wordPieceTokenizer, type WordPieceTokenizerOptions } from "./wordPieceTokenizer";

/**
 * The tokenizer of a model in Hugging Face's layout: a folder with `tokenizer.json`, else `vocab.txt` (BERT), else `vocab.json`
 * and `merges.txt` (GPT-2); or one of these files.
 * @param options for vocab.txt and for vocab.json, which don't say how a text is prepared; tokenizer.json does
 * @throws Error with file, line where there is one, and reason: nothing to load, files that are malformed or don't belong
 * together, and what isn't supported
 */
export function loadTokenizer(
  path: string,
  options: WordPieceTokenizerOptions & BpeTokenizerOptions = {},
): SubwordTokenizer {
  const file = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? findFile(path) : path;
  try {
    if (basename(file).endsWith(".txt")) return wordPieceTokenizer(readVocab(file), options);
    if (basename(file) !== "vocab.json") return readTokenizerJson(file);
    const merges = readMerges(join(file, "..", "merges.txt"));
    return bpeTokenizer(readVocabJson(file), merges, options);
  } catch (cause) {
    if (cause instanceof RangeError) throw new Error(`${file}: ${cause.message}`, { cause });
    throw cause;
  }
}

/** Write a tokenizer to a `tokenizer.json`, which loadTokenizer and Hugging Face's tokenizers read. */
export function saveTokenizer(tokenizer: SubwordTokenizer, path: string): void {
  writeFileSync(path, `${JSON.stringify(tokenizer, null, 1)}\n`);
}

const layouts = ["tokenizer.json", "vocab.txt", "vocab.json"];

function findFile(folder: string): string {
  const found = layouts.map((name) => join(folder, name)).find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new Error(`${folder}: the folder must hold one of ${layouts.join(", ")}, got none of them`);
}
