import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findPython } from "../../bench/harness/python.mjs";

const script = fileURLToPath(new URL("huggingface.py", import.meta.url));
const found = findPython("tokenizers");

/** Why Hugging Face's tokenizers can't be asked here. In CI they must be there: a test that needs them fails. */
export const whyMissing = "reason" in found && !process.env.CI ? found.reason : undefined;

/** A task of huggingface.py, with what it needs. */
export type Request = Readonly<Record<string, unknown>> & { readonly task: string };

export interface Encoded {
  readonly ids: number[][];
  /** In code points. */
  readonly offsets: [number, number][][];
  readonly decoded: string[];
}

/** The answers of Hugging Face's tokenizers, in one run of Python. */
export function askHuggingFace(requests: readonly Request[]): unknown[] {
  if ("reason" in found) throw new Error(found.reason);
  const { status, stdout, stderr } = spawnSync(found.python, [script], {
    // A lone surrogate can't be sent: it arrives as what UTF-8 makes of it.
    input: JSON.stringify(requests, (_, value) => (typeof value === "string" ? wellFormed(value) : value)),
    encoding: "utf8",
    maxBuffer: 2 ** 30,
    env: { ...process.env, TOKENIZERS_PARALLELISM: "false" },
  });
  if (status !== 0) throw new Error(`huggingface.py ended (${status}): ${stderr}`);
  return JSON.parse(stdout);
}

/** The text as UTF-8 carries it: lone surrogates are U+FFFD. */
export const wellFormed = (text: string) => Buffer.from(text, "utf8").toString("utf8");

/** The UTF-16 offset of each code point of `text`, and its length. */
export function utf16Offsets(text: string): number[] {
  const offsets = [0];
  for (const character of text) offsets.push(offsets.at(-1)! + character.length);
  return offsets;
}
