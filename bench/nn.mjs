// @ts-check
// A training step of a small GPT and of recurrent layers, and a new token of that GPT: ours against PyTorch and native tfjs-node, from the
// same weights on the same batches, two threads each.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median, toRow } from "./harness/row.mjs";
import { checkLosses } from "./nn/checkLosses.mjs";
import { generationRow } from "./nn/generation.mjs";
import { raceWithPeers } from "./nn/raceWithPeers.mjs";
import { recurrentRows } from "./nn/recurrent.mjs";
import { gpt, numBatches, numLosses, training } from "./nn/task.mjs";
import { trainingRows } from "./nn/trainingRows.mjs";

/** @type {import("./harness/row.mjs").Bench["rows"]} */
export async function rows(options) {
  const name = "GPT training step";
  const raced = await raceWithPeers(
    {
      name,
      ours: ["contestant.mjs"],
      torch: ["torch_contestant.py", JSON.stringify({ gpt, training, numBatches, numLosses })],
      checkWork: checkLosses(1e-3),
    },
    options,
  );
  const { firstStep, peakMemory } = raced.work;
  return [
    ...trainingRows(name, 1.5, raced),
    limitRow("GPT's first step", "ms", [firstStep], 5 * median(raced.ours.costs)),
    limitRow("GPT's training, peak memory", "MB", [peakMemory / 1e6], 400),
    limitRow("ready()", "ms", readyTimes(options.runs), 700),
    ...(await recurrentRows(options)),
    await generationRow(options),
  ];
}

/**
 * @param {string} name
 * @param {string} unit
 * @param {number[]} costs
 * @param {number} limit
 */
const limitRow = (name, unit, costs, limit) =>
  toRow({ name, unit, target: 1 }, { name, costs }, { name: "the limit", costs: [limit] });

/**
 * Of processes of their own, each with nothing loaded.
 * @param {number} runs
 */
function readyTimes(runs) {
  const file = fileURLToPath(new URL("nn/readyTime.mjs", import.meta.url));
  return Array.from({ length: runs }, () => Number(execFileSync(process.execPath, [file])));
}
