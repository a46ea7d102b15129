// @ts-check
// Our program on WebAssembly, PyTorch's on the CPU, and ours on TensorFlow's C library where `npm run native` has built it.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../../scripts/environment.mjs";
import { startContestant } from "../harness/contestant.mjs";
import { findPython } from "../harness/python.mjs";
import { race } from "../harness/race.mjs";

/** @typedef {import("../harness/contestant.mjs").Contestant} Contestant */
/** @typedef {import("../harness/row.mjs").Measured} Measured */
/** @typedef {import("../harness/row.mjs").Missing} Missing */

/** @typedef {readonly [file: string, ...args: string[]]} Program a file of this folder, and its arguments but for the first */

/** Medians of at least this many runs. */
const minRuns = 20;

const isNativeBuilt = existsSync(join(root, ".native", "done-binding"));
const noNative = { reason: "no native tfjs-node: npm run native builds it" };
const noTorch = { reason: "no torch: pip install it anywhere, and say where by BENCH_VENV" };

/**
 * Start all that are here, see that they do the same, and time them by turns.
 * @param {object} about
 * @param {string} about.name what is timed
 * @param {Program} about.ours its first argument is a folder for what all start from, which it writes; its last, the backend
 * @param {Program} about.torch its first argument is that folder
 * @param {(contestants: readonly Contestant[]) => void} about.checkWork throws where their work differs
 * @param {boolean} [about.isByBackend] whether the backend computes it; by default it does
 * @param {number} [about.timesARun] how often a run does what is timed; by default once
 * @param {import("../harness/row.mjs").BenchOptions} options
 * @returns {Promise<{ work: any, ours: Measured, torch: Measured | Missing, native: Measured | Missing }>} in milliseconds, and our work
 */
export async function raceWithPeers(
  { name, ours, torch, checkWork, isByBackend = true, timesARun = 1 },
  { runs, log },
) {
  const folder = mkdtempSync(join(tmpdir(), "bench-nn-"));
  /** @type {Contestant[]} */
  const contestants = [];
  /** @param {string} program @param {Program} what @param {string[]} options @param {string[]} more */
  const start = async (program, [file, ...args], options = [], more = []) => {
    const path = fileURLToPath(new URL(file, import.meta.url));
    const contestant = await startContestant(program, [...options, path, folder, ...args, ...more]);
    contestants.push(contestant);
    return contestant;
  };
  const startOurs = (/** @type {string} */ backend) => start(process.execPath, ours, ["--expose-gc"], [backend]);
  try {
    const { work } = await startOurs("wasm");
    const found = findPython("torch, numpy");
    const lanes = {
      torch: "python" in found ? await start(found.python, torch) : noTorch,
      native: isByBackend && isNativeBuilt ? await startOurs("native") : noNative,
    };
    checkWork(contestants);
    const numRuns = Math.max(runs, minRuns);
    log(`${name}: ${contestants.map((each) => each.name).join(", ")} do the same; timing ${numRuns} runs of each`);
    const [measured, ...theirs] = await race(contestants, { runs: numRuns });
    /** @template {Measured | Missing} M @param {M} result */
    const inMilliseconds = (result) =>
      "costs" in result ? { ...result, costs: result.costs.map((cost) => (1000 * cost) / timesARun) } : result;
    /** @param {Contestant | Missing} lane */
    const resultOf = (lane) =>
      "reason" in lane ? lane : inMilliseconds(theirs[contestants.indexOf(lane) - 1] ?? { reason: "it didn't run" });
    return { work, ours: inMilliseconds(measured), torch: resultOf(lanes.torch), native: resultOf(lanes.native) };
  } finally {
    await Promise.all(contestants.map((started) => started.stop()));
    rmSync(folder, { recursive: true });
  }
}
