// @ts-check
// Tokens of the same small GPT one after the other, keys and values kept.
import { checkEqualWork } from "../harness/race.mjs";
import { toRow } from "../harness/row.mjs";
import { raceWithPeers } from "./raceWithPeers.mjs";
import { gpt } from "./task.mjs";

/** @param {import("../harness/row.mjs").BenchOptions} options */
export async function generationRow(options) {
  const name = "GPT, a new token";
  const { ours, torch } = await raceWithPeers(
    {
      name,
      ours: ["gptWriter.mjs"],
      torch: ["torch_writer.py", JSON.stringify(gpt)],
      checkWork: checkEqualWork,
      isByBackend: false,
      timesARun: gpt.seqLen - 1,
    },
    options,
  );
  return toRow({ name, unit: "ms", target: 0.5 }, ours, torch);
}
