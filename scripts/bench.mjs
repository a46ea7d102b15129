// @ts-check
// npm run bench [-- NAME …] [--json]: measure side by side. The benches are the files of bench/; what they print is said there.
// They run in the Node that cells run in, or in another that BENCH_NODE names.
import { spawnSync } from "node:child_process";
import { readdirSync, realpathSync } from "node:fs";
import { arch, cpus, release, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { table } from "../bench/harness/table.mjs";
import { kernelNode } from "./environment.mjs";
import { quietly } from "./quietly.mjs";
import { setup } from "./setup.mjs";

const folder = new URL("../bench/", import.meta.url);
const names = readdirSync(fileURLToPath(folder))
  .filter((file) => file.endsWith(".mjs"))
  .map((file) => file.slice(0, -".mjs".length));
/** How many runs each median is of. */
const runs = 7;

async function main() {
  const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`there is no bench ${unknown}; the benches are ${names.join(", ")}`);
  const chosen = positionals.length > 0 ? positionals : names;
  if (values.json && chosen.length !== 1) throw new Error(`--json prints one bench: name one of ${names.join(", ")}`);

  await quietly(values.json === true, () => setup({ withTests: true }));
  const node = realpathSync(process.env.BENCH_NODE ?? kernelNode());
  if (node !== process.execPath) {
    const { error, status } = spawnSync(node, process.argv.slice(1), { stdio: "inherit" });
    if (error) throw error;
    process.exitCode = status ?? 1;
    return;
  }
  const machine = {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    os: `${process.platform} ${release()} ${arch()}`,
    node: process.versions.node,
  };
  for (const name of chosen) {
    /** @type {import("../bench/harness/row.mjs").Bench} */
    const bench = await import(new URL(`${name}.mjs`, folder).href);
    const rows = await bench.rows({ runs, log: (line) => process.stderr.write(`${line} …\n`) });
    console.log(values.json ? JSON.stringify({ bench: name, machine, rows }) : table({ bench: name, machine, rows }));
  }
}

main().catch((error) => {
  process.stderr.write(`npm run bench: ${error.message}\n`);
  process.exitCode = 1;
});
