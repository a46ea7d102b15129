// @ts-check
// Tokens of the same small GPT one after the other, keys and values kept.
import { isDeepStrictEqual } from "node:util";
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
      checkWork: checkTexts,
      isByBackend: false,
      timesARun: gpt.seqLen - 1,
    },
    options,
  );
  return toRow({ name, unit: "ms", target: 0.5 }, ours, torch);
}

/** @param {readonly number[][]} ours @param {readonly number[][]} theirs */
function checkTexts(ours, theirs) {
  if (isDeepStrictEqual(ours, theirs)) return;
  throw new Error(`texts must be the peer's, got ${JSON.stringify(ours)} for ${JSON.stringify(theirs)}`);
}
