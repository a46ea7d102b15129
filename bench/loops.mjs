// @ts-check
// What a loop of a cell costs more than the same loop elsewhere: translation puts a check into each, so that a stop ends it
// gently. Both run as cells do, in V8's REPL mode, in a process of their own.
import { fileURLToPath } from "node:url";
import { startContestant } from "./harness/contestant.mjs";
import { checkEqualWork, race } from "./harness/race.mjs";
import { toRow } from "./harness/row.mjs";
import { loops } from "./loops/loops.mjs";

const contestant = fileURLToPath(new URL("loops/contestant.mjs", import.meta.url));

/** @type {import("./harness/row.mjs").Bench["rows"]} */
export async function rows({ runs, log }) {
  const rowsOf = [];
  for (const name of Object.keys(loops)) {
    for (const when of ["", "after stops"]) {
      const title = [name, when].filter(Boolean).join(", ");
      log(title);
      const contestants = [];
      try {
        for (const kind of ["translated", "plain"])
          contestants.push(await startContestant(process.execPath, ["--expose-gc", contestant, kind, name, when]));
        checkEqualWork(contestants);
        const [ours, plain] = await race(contestants, { runs });
        if (!plain) throw new Error("the race must have two contestants");
        rowsOf.push(toRow({ name: title, unit: "s", target: 1.05 }, ours, plain));
      } finally {
        await Promise.all(contestants.map((started) => started.stop()));
      }
    }
  }
  return rowsOf;
}
