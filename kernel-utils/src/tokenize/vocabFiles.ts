// The plain files of a vocabulary: BERT's vocab.txt, GPT-2's vocab.json and merges.txt.
import { readJson, readTextFile } from "./readFile";
import { vocabOfIds } from "./tokenizerFields";
import type { Merge } from "./types";

/**
 * BERT's vocabulary: a token a line, the first of id 0.
 * @throws Error with file, line and reason: no such file, not UTF-8, an empty line, a token twice
 */
export function readVocab(path: string): string[] {
  const vocab = linesOf(readTextFile(path)).map((line) => line.trimEnd());
  const lineOf = new Map<string, number>();
  for (const [i, token] of vocab.entries()) {
    if (token === "") throw new Error(`${path}:${i + 1}: a line must hold a token, got an empty line: take it out`);
    const earlier = lineOf.get(token);
    if (earlier !== undefined) {
      throw new Error(`${path}:${i + 1}: tokens must be distinct, got ${JSON.stringify(token)} as in line ${earlier}`);
    }
    lineOf.set(token, i + 1);
  }
  if (vocab.length === 0) throw new Error(`${path}:1: the file must hold a token a line, got no line`);
  return vocab;
}

/**
 * GPT-2's merges: two tokens a line, the first learnt first, perhaps below a line `#version: 0.2`.
 * @throws Error with file, line and reason: no such file, not UTF-8, a line without exactly two tokens, a merge twice
 */
export function readMerges(path: string): Merge[] {
  const lines = linesOf(readTextFile(path));
  const numHeads = lines[0]?.startsWith("#version") ? 1 : 0;
  const lineOf = new Map<string, number>();
  return lines.slice(numHeads).map((line, i) => {
    const number = i + numHeads + 1;
    const [left = "", right = "", ...more] = line.split(" ");
    if (left === "" || right === "" || more.length > 0) {
      throw new Error(
        `${path}:${number}: a merge must be two tokens with a space between, got ${JSON.stringify(line)}`,
      );
    }
    const earlier = lineOf.get(line);
    if (earlier !== undefined) {
      throw new Error(`${path}:${number}: merges must be distinct, got ${JSON.stringify(line)} as in line ${earlier}`);
    }
    lineOf.set(line, number);
    return { left, right };
  });
}

/**
 * GPT-2's vocabulary: an object of ids by token.
 * @throws Error with file and reason, and the line of what is no JSON: no such file, ids other than 0 to vocabSize - 1
 */
export function readVocabJson(path: string): string[] {
  return vocabOfIds(readJson(path), { file: path, place: "the file" });
}

/** The last line may end in a line break, or not. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
