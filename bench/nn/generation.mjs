// @ts-check
// Tokens of the same small GPT one after the other, keys and values kept: ours against PyTorch on the CPU, two threads.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startContestant } from "../harness/contestant.mjs";
import { findPython } from "../harness/python.mjs";
import { checkEqualWork, race } from "../harness/race.mjs";
import { toRow } from "../harness/row.mjs";
import { gpt } from "./task.mjs";

const path = (/** @type {string} */ file) => fileURLToPath(new URL(file, import.meta.url));

/** @param {import("../harness/row.mjs").BenchOptions} options */
export async function generationRow({ runs, log }) {
  const folder = mkdtempSync(join(tmpdir(), "bench-gpt-"));
  const contestants = [];
  try {
    contestants.push(await startContestant(process.execPath, ["--expose-gc", path("gptWriter.mjs"), folder]));
    const peer = findPython("torch, numpy");
    if ("python" in peer) {
      const file = join(folder, "model.safetensors");
      contestants.push(await startContestant(peer.python, [path("torch_writer.py"), file, JSON.stringify(gpt)]));
    }
    checkEqualWork(contestants);
    log(`the texts are the same; timing ${runs} runs of ${contestants.map(({ name }) => name).join(" and ")}`);
    const [ours, theirs = { reason: "no torch: pip install it anywhere, and say where by BENCH_VENV" }] = await race(
      contestants,
      { runs },
    );
    const numNew = gpt.seqLen - 1;
    const perToken = (/** @type {typeof theirs} */ measured) =>
      "costs" in measured
        ? { ...measured, costs: measured.costs.map((seconds) => (1000 * seconds) / numNew) }
        : measured;
    const ourCosts = /** @type {import("../harness/row.mjs").Measured} */ (perToken(ours));
    return toRow({ name: "GPT, a new token", unit: "ms", target: 0.5 }, ourCosts, perToken(theirs));
  } finally {
    await Promise.all(contestants.map((started) => started.stop()));
    rmSync(folder, { recursive: true });
  }
}
