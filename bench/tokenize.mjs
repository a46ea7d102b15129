// @ts-check
// Tokenizing Moby-Dick (1.2 MB) against Hugging Face's tokenizers, which are written in Rust, in one thread.
//
// Both read the same chapters and the same tokenizer.json, of 5000 tokens learnt from the novel, before the clock starts. Both
// keep their tokenizers from run to run, and with them what they remember of words. Encoding gives ids without offsets
// (encode_batch_fast). Training gives the merges of a vocabulary of 5000 from the text.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mobyDick } from "kernel-utils/corpus";
import { startContestant } from "./harness/contestant.mjs";
import { findPython } from "./harness/python.mjs";
import { checkEqualWork, race } from "./harness/race.mjs";
import { toRow } from "./harness/row.mjs";

const contestant = fileURLToPath(new URL("tokenize/contestant.mjs", import.meta.url));
const peer = fileURLToPath(new URL("tokenize/hf_contestant.py", import.meta.url));

/** What is measured, under the name that the contestants know it by. */
const measured = [
  { method: "encode-bpe", name: "byte-level BPE of Moby Dick", target: 3 },
  { method: "encode-wordpiece", name: "WordPiece of Moby Dick", target: 3 },
  { method: "train-bpe", name: "training a BPE of 5000 on Moby Dick", target: 5 },
];

/** @type {import("./harness/row.mjs").Bench["rows"]} */
export async function rows({ runs, log }) {
  const folder = mkdtempSync(join(tmpdir(), "bench-tokenize-"));
  const python = findPython("tokenizers");
  try {
    const text = join(folder, "chapters.json");
    writeFileSync(text, JSON.stringify(mobyDick().map(({ text: chapter }) => chapter)));
    const found = [];
    for (const { method, ...about } of measured) {
      const contestants = [await startContestant(process.execPath, ["--expose-gc", contestant, method, text, folder])];
      try {
        // The first to start writes the tokenizer.json that the second reads.
        if ("python" in python) contestants.push(await startContestant(python.python, [peer, method, text, folder]));
        checkEqualWork(contestants);
        log(`${method}: ${contestants.map(({ name }) => name).join(", ")} do the same; timing ${runs} runs of each`);
        const [ours, theirs] = await race(contestants, { runs });
        found.push(toRow({ ...about, unit: "s" }, ours, theirs ?? /** @type {{ reason: string }} */ (python)));
      } finally {
        await Promise.all(contestants.map((started) => started.stop()));
      }
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
