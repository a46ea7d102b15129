// @ts-check
// One training step of a recurrent layer, from the same weights on the same batch.
import { checkLosses } from "./checkLosses.mjs";
import { raceWithPeers } from "./raceWithPeers.mjs";
import { learningRate, numLosses, sizes, tasks } from "./recurrent/task.mjs";
import { trainingRows } from "./trainingRows.mjs";

/**
 * Rows for each layer and size.
 * @param {import("../harness/row.mjs").BenchOptions} options
 */
export async function recurrentRows(options) {
  const rows = [];
  for (const { layer, hiddenSize } of tasks) {
    const name = `${layer} training step, hidden ${hiddenSize}`;
    const args = [layer, `${hiddenSize}`];
    const raced = await raceWithPeers(
      {
        name,
        ours: ["recurrent/contestant.mjs", ...args],
        torch: ["recurrent/torch_contestant.py", ...args, JSON.stringify({ ...sizes, learningRate, numLosses })],
        checkWork: checkLosses(1e-4),
      },
      options,
    );
    rows.push(...trainingRows(name, 1, raced));
  }
  return rows;
}
