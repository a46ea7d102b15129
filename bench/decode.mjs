// @ts-check
// A whole chain of transforms for one token of one sequence, at a vocabulary of 50,257: repetition penalty, temperature, top-k,
// top-p. Ours against the logits processors of Hugging Face's transformers on the CPU, on the same logits.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeInput } from "./decode/input.mjs";
import { settings, vocabSize } from "./decode/task.mjs";
import { startContestant } from "./harness/contestant.mjs";
import { findPython } from "./harness/python.mjs";
import { checkEqualWork, race } from "./harness/race.mjs";
import { toRow } from "./harness/row.mjs";

const path = (/** @type {string} */ file) => fileURLToPath(new URL(`decode/${file}`, import.meta.url));

/** @type {import("./harness/row.mjs").Bench["rows"]} */
export async function rows({ runs, log }) {
  const folder = mkdtempSync(join(tmpdir(), "bench-decode-"));
  const contestants = [];
  try {
    const input = join(folder, "input");
    writeFileSync(input, makeInput(vocabSize));
    const peer = findPython("torch, transformers");
    contestants.push(await startContestant(process.execPath, ["--expose-gc", path("contestant.mjs"), input]));
    if ("python" in peer) {
      const args = [path("transformers_contestant.py"), input, JSON.stringify(settings)];
      contestants.push(await startContestant(peer.python, args));
    }
    checkEqualWork(contestants);
    log(`${contestants.map(({ name }) => name).join(", ")} leave the same; timing ${runs} runs of each`);
    const [ours, theirs] = await race(contestants, { runs });
    const missing = { reason: "no torch and transformers: pip install them anywhere, and say where by BENCH_VENV" };
    return [
      toRow(
        { name: "chain of four transforms, a token", unit: "us", target: 0.1 },
        micro(ours),
        theirs && "costs" in theirs ? micro(theirs) : (theirs ?? missing),
      ),
    ];
  } finally {
    await Promise.all(contestants.map((started) => started.stop()));
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {import("./harness/row.mjs").Measured} measured in seconds
 * @returns {import("./harness/row.mjs").Measured} in microseconds
 */
function micro({ name, costs }) {
  return { name, costs: costs.map((seconds) => 1e6 * seconds) };
}
