// @ts-check
// What a loop of a cell costs more than the same loop elsewhere: translation puts a check into each, so that a stop ends it
// gently. See loops/pair.mjs for how it is measured. Each run is a process, and the least of them counts: V8 compiles the same
// loop now so, now otherwise, which in a `for of` makes it ten times as fast or slow, with the check and without.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { toRow } from "./harness/row.mjs";
import { loops } from "./loops/loops.mjs";

const pair = fileURLToPath(new URL("loops/pair.mjs", import.meta.url));

/** @type {import("./harness/row.mjs").Bench["rows"]} */
export async function rows({ runs, log }) {
  return Object.keys(loops).flatMap((name) =>
    ["", "after stops"].map((when) => {
      const title = [name, when].filter(Boolean).join(", ");
      log(title);
      const costs = Array.from({ length: runs }, () => measured(name, when));
      return toRow(
        { name: title, unit: "s", target: 1.05 },
        { name: "translated", costs: [Math.min(...costs.map(({ translated }) => translated))] },
        { name: "plain", costs: [Math.min(...costs.map(({ plain }) => plain))] },
      );
    }),
  );
}

/**
 * @param {string} name
 * @param {string} when
 * @returns {{ translated: number, plain: number }}
 * @throws {Error} when it fails, with what it wrote to stderr
 */
function measured(name, when) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [pair, name, when], { encoding: "utf8" });
  if (status === 0) return JSON.parse(stdout);
  throw new Error(`the loop "${name}" ended (${status}): ${stderr.trim() || "it wrote no error"}`);
}
