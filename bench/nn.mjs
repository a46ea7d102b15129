// @ts-check
// One training step of a small GPT and of recurrent layers, from the same weights on the same batches: ours against PyTorch on the
// CPU, two threads.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startContestant } from "./harness/contestant.mjs";
import { findPython } from "./harness/python.mjs";
import { race } from "./harness/race.mjs";
import { median, toRow } from "./harness/row.mjs";
import { generationRow } from "./nn/generation.mjs";
import { recurrentRows } from "./nn/recurrent.mjs";
import { gpt, numBatches, numLosses, training } from "./nn/task.mjs";

const path = (/** @type {string} */ file) => fileURLToPath(new URL(`nn/${file}`, import.meta.url));
/** Medians of at least this many runs. */
const minRuns = 20;
const missing = { reason: "no torch: pip install it anywhere, and say where by BENCH_VENV" };

/** @typedef {import("./harness/row.mjs").Measured} Measured */
/** @typedef {import("./harness/row.mjs").Missing} Missing */

/** @type {import("./harness/row.mjs").Bench["rows"]} */
export async function rows({ runs, log }) {
  const folder = mkdtempSync(join(tmpdir(), "bench-nn-"));
  const contestants = [];
  try {
    const file = join(folder, "start.safetensors");
    contestants.push(await startContestant(process.execPath, ["--expose-gc", path("contestant.mjs"), file]));
    const peer = findPython("torch, numpy");
    if ("python" in peer) {
      const task = JSON.stringify({ gpt, training, numBatches, numLosses });
      contestants.push(await startContestant(peer.python, [path("torch_contestant.py"), file, task]));
    }
    const [ourWork, theirWork] = contestants.map(({ work }) => /** @type {Record<string, any>} */ (work));
    if (!ourWork) throw new Error("the race must have a contestant");
    if (theirWork) checkLosses(ourWork.losses, theirWork.losses);
    const numRuns = Math.max(runs, minRuns);
    log(`${numLosses} losses agree; timing ${numRuns} runs of ${contestants.map(({ name }) => name).join(" and ")}`);
    const [ours, theirs = missing] = await race(contestants, { runs: numRuns });
    const limit = (
      /** @type {string} */ name,
      /** @type {string} */ unit,
      /** @type {number} */ cost,
      /** @type {number} */ most,
    ) => toRow({ name, unit, target: 1 }, { name, costs: [cost] }, { name: "the limit", costs: [most] });
    return [
      toRow({ name: "GPT training step", unit: "ms", target: 1.5 }, toMilliseconds(ours), toMilliseconds(theirs)),
      limit("GPT's first step", "ms", ourWork.firstStep, 5 * median(toMilliseconds(ours).costs)),
      limit("GPT's training, peak memory", "MB", ourWork.peakMemory / 1e6, 400),
      toRow({ name: "ready()", unit: "ms", target: 1 }, readyTimes(runs), { name: "the limit", costs: [700] }),
      ...(await recurrentRows({ runs: numRuns, log })),
      await generationRow({ runs: numRuns, log }),
    ];
  } finally {
    await Promise.all(contestants.map((started) => started.stop()));
    rmSync(folder, { recursive: true });
  }
}

/**
 * Of processes of their own, each with nothing loaded.
 * @param {number} runs
 * @returns {Measured}
 */
function readyTimes(runs) {
  const costs = Array.from({ length: runs }, () => Number(execFileSync(process.execPath, [path("readyTime.mjs")])));
  return { name: "ready()", costs };
}

/**
 * @param {readonly number[]} ours
 * @param {readonly number[]} theirs
 * @throws {Error} when a loss is another: by more than a thousandth of it, which float32's roundings become in so many steps
 */
function checkLosses(ours, theirs) {
  const step = theirs.findIndex((loss, i) => !(Math.abs((ours[i] ?? NaN) - loss) <= 1e-3 * loss));
  if (step >= 0)
    throw new Error(`losses must be the peer's, got ${ours[step]} for ${theirs[step]} at step ${step + 1}`);
}

/**
 * @template {Measured | Missing} M
 * @param {M} measured in seconds
 * @returns {M}
 */
function toMilliseconds(measured) {
  return "costs" in measured ? { ...measured, costs: measured.costs.map((seconds) => 1000 * seconds) } : measured;
}
