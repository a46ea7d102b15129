// @ts-check
// One training step of a recurrent layer, from the same weights on the same batch: ours against PyTorch on the CPU, two threads.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startContestant } from "../harness/contestant.mjs";
import { findPython } from "../harness/python.mjs";
import { race } from "../harness/race.mjs";
import { toRow } from "../harness/row.mjs";
import { learningRate, numLosses, sizes, tasks } from "./recurrent/task.mjs";

const path = (/** @type {string} */ file) => fileURLToPath(new URL(`recurrent/${file}`, import.meta.url));
const missing = { reason: "no torch: pip install it anywhere, and say where by BENCH_VENV" };

/** @typedef {import("../harness/row.mjs").Measured} Measured */
/** @typedef {import("../harness/row.mjs").Missing} Missing */

/**
 * A row for each layer and size.
 * @param {import("../harness/row.mjs").BenchOptions} options
 */
export async function recurrentRows(options) {
  const rows = [];
  for (const task of tasks) rows.push(await row(task, options));
  return rows;
}

/**
 * @param {typeof tasks[number]} task
 * @param {import("../harness/row.mjs").BenchOptions} options
 */
async function row({ layer, hiddenSize }, { runs, log }) {
  const folder = mkdtempSync(join(tmpdir(), "bench-nn-"));
  const contestants = [];
  try {
    const args = [layer, `${hiddenSize}`, join(folder, "start")];
    contestants.push(await startContestant(process.execPath, ["--expose-gc", path("contestant.mjs"), ...args]));
    const peer = findPython("torch, numpy");
    if ("python" in peer) {
      const task = JSON.stringify({ ...sizes, learningRate, numLosses });
      contestants.push(await startContestant(peer.python, [path("torch_contestant.py"), ...args, task]));
    }
    const name = `${layer} training step, hidden ${hiddenSize}`;
    checkLosses(
      name,
      contestants.map(({ work }) => /** @type {number[]} */ (work)),
    );
    log(`${name}: ${numLosses} losses agree; timing ${runs} runs of each`);
    const [ours, theirs = missing] = await race(contestants, { runs });
    return toRow({ name, unit: "ms", target: 1 }, toMilliseconds(ours), toMilliseconds(theirs));
  } finally {
    await Promise.all(contestants.map((started) => started.stop()));
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} name
 * @param {readonly (readonly number[])[]} losses ours and the peer's, if there is one
 * @throws {Error} when a loss is another: by more than what float32's roundings become in so many steps
 */
function checkLosses(name, [ours = [], theirs = ours]) {
  const step = theirs.findIndex((loss, i) => !(Math.abs((ours[i] ?? NaN) - loss) <= 1e-4 * loss));
  if (step >= 0)
    throw new Error(`${name}: losses must be the peer's, got ${ours[step]} for ${theirs[step]} at step ${step + 1}`);
}

/**
 * @template {Measured | Missing} M
 * @param {M} measured in seconds
 * @returns {M}
 */
function toMilliseconds(measured) {
  return "costs" in measured ? { ...measured, costs: measured.costs.map((seconds) => 1000 * seconds) } : measured;
}
