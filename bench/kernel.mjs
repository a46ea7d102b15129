// @ts-check
// Our kernel against ipykernel, stock tslab and Deno's, by jupyter_client, as JupyterLab's server drives them.
//
// A cell is `let x = 1`, in Python `x = 1`: ours and tslab's check its types, the others don't. A cell ends when both its
// reply and its idle status are there. Where no other kernel does the same, ours is compared with a limit.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";
import { venv } from "../scripts/environment.mjs";
import { startContestant } from "./harness/contestant.mjs";
import { findPython } from "./harness/python.mjs";
import { lastLineOf, race } from "./harness/race.mjs";
import { toRow } from "./harness/row.mjs";

/** @typedef {import("./harness/row.mjs").BenchOptions} BenchOptions */
/** @typedef {import("./harness/row.mjs").Row} Row */
/** @typedef {import("./harness/row.mjs").Measured} Measured */
/** @typedef {import("./harness/row.mjs").Missing} Missing */
/** @typedef {"typescript" | "python3" | "tslab" | "deno"} KernelName as the kernelspec's folder */

const contestant = fileURLToPath(new URL("kernel/contestant.py", import.meta.url));
const session = fileURLToPath(new URL("kernel/session.py", import.meta.url));
/** Where kernels run: cells find the project's packages from there. */
const folder = fileURLToPath(new URL("../notebooks/", import.meta.url));

/**
 * What is measured of each kernel (see kernel/contestant.py), the targets of ours against others, and a limit in seconds.
 * @type {{ measure: string, name: string, targets: Partial<Record<KernelName, number>>, limit?: number }[]}
 */
const measures = [
  { measure: "start", name: "cold start to the first result", targets: { python3: 0.8, tslab: 0.8, deno: 0.8 } },
  { measure: "roundTrip", name: "let x = 1, p50", targets: { python3: 2, tslab: 1, deno: 1 } },
  { measure: "roundTripP95", name: "let x = 1, p95", targets: { tslab: 1 }, limit: 0.02 },
  { measure: "libraryCell", name: "a cell that imports kernel-utils, p50", targets: { tslab: 1 }, limit: 0.015 },
  // tslab's compiler is in its own process and offers no imports; ours is asked in another, which costs a millisecond.
  { measure: "complete", name: "completion, p50", targets: { python3: 1, tslab: 4 }, limit: 0.02 },
  { measure: "completeP95", name: "completion, p95", targets: { python3: 1, tslab: 4 }, limit: 0.06 },
  { measure: "lines", name: "100,000 lines", targets: { python3: 1 / 3, tslab: 1 / 3, deno: 1 } },
  // tslab ends such a loop as it stands; ours asks it first, so that its `finally` blocks run.
  { measure: "stopLoop", name: "stop of a loop, p95", targets: { python3: 1, tslab: 2 }, limit: 0.1 },
  // Not against tslab, which answers and lets the code go on.
  { measure: "stopAwait", name: "stop of a pending await, p95", targets: { python3: 1 }, limit: 0.1 },
  ...Object.entries({
    stopAfterAwait: "a loop after an await",
    stopSleep: "a sleep",
    stopFetch: "a fetch",
    stopForAwait: "for await",
    stopListener: "a loop in an event's listener",
    stopTimer: "a loop in a timer's callback",
    stopLibrary: "a library's loop",
    stopCatch: "a loop that swallows errors",
    stopPrints: "a loop that prints",
    stopSleeps: "an endless loop of sleeps",
    stopFinally: "an await in try, with its finally",
  }).map(([measure, what]) => ({ measure, name: `stop of ${what}, p95`, targets: {}, limit: 0.1 })),
];

/** @type {import("./harness/row.mjs").Bench["rows"]} */
export async function rows(options) {
  const found = findPython("psutil, ipykernel, jupyter_client");
  if ("reason" in found) throw new Error(`bench kernel needs jupyter_client: ${found.reason}`);
  const { python } = found;
  // The contestants run where the notebooks are, and are told so by their working directory.
  process.chdir(folder);
  const names = versions(python);
  const rowsOf = [];
  for (const about of measures) rowsOf.push(...(await timeRows(python, names, about, options)));
  return [...rowsOf, ...sessionRows(python, names, options)];
}

/**
 * Each kernel with its version, or why it can't run here.
 * @param {string} python
 * @returns {Record<KernelName, { name: string } | Missing>}
 */
function versions(python) {
  const script = 'import ipykernel; print("ipykernel " + ipykernel.__version__)';
  const hasDeno = spawnSync("deno", ["--version"]).status === 0;
  const denoSpec = `${venv}/share/jupyter/kernels/deno`;
  return {
    typescript: { name: "ours" },
    python3: { name: spawnSync(python, ["-c", script], { encoding: "utf8" }).stdout.trim() },
    tslab: { name: "tslab 1.0.22" },
    deno: existsSync(denoSpec)
      ? { name: "deno" }
      : { reason: hasDeno ? `Deno's kernelspec is not in ${denoSpec}` : "deno is not installed" },
  };
}

/**
 * @param {string} python
 * @param {ReturnType<typeof versions>} names
 * @param {(typeof measures)[number]} about
 * @param {BenchOptions} options
 * @returns {Promise<Row[]>}
 */
async function timeRows(python, names, { measure, name, targets, limit }, { runs, log }) {
  const peers = /** @type {KernelName[]} */ (Object.keys(targets));
  /** @type {Partial<Record<KernelName, Missing>>} */
  const missing = {};
  /** @type {[KernelName, import("./harness/contestant.mjs").Contestant][]} */
  const lanes = [];
  try {
    for (const kernel of /** @type {KernelName[]} */ (["typescript", ...peers])) {
      const known = names[kernel];
      const started = "reason" in known ? known : await tryToStart(python, kernel, measure);
      if ("reason" in started) missing[kernel] = started;
      else if (started.work !== workOf(measure)) {
        missing[kernel] = { reason: `it gives ${started.work} of ${workOf(measure)}` };
        await started.stop();
      } else lanes.push([kernel, started]);
    }
    if (missing.typescript) throw new Error(`our kernel fails in ${name}: ${missing.typescript.reason}`);
    log(`${name}: ${lanes.map(([kernel]) => kernel).join(", ")}`);
    const measured = await race(
      lanes.map(([, started]) => started),
      { runs, warmUps: 1 },
    );
    const [ours] = measured;
    const rowsOf = peers.map((peer) => {
      const target = targets[peer] ?? 1;
      const named = names[peer];
      const raced = missing[peer] ??
        measured[lanes.findIndex(([kernel]) => kernel === peer)] ?? { reason: "it didn't run" };
      const against = "costs" in raced && "name" in named ? { ...raced, name: named.name } : raced;
      return toRow({ name, unit: "s", target: Number(target.toPrecision(2)) }, ours, against);
    });
    return limit === undefined ? rowsOf : [...rowsOf, limitRow(name, "s", ours, limit)];
  } finally {
    await Promise.all(lanes.map(([, started]) => started.stop()));
  }
}

/** What each must show to do: all the lines, the result of 1 + 1. @param {string} measure */
const workOf = (measure) => (measure === "lines" ? 100_000 : measure === "start" ? "2" : "2\n");

/**
 * Start a contestant and let it run once: what a kernel can't do at all is known then.
 * @param {string} python
 * @param {KernelName} kernel
 * @param {string} measure
 */
async function tryToStart(python, kernel, measure) {
  try {
    const started = await startContestant(python, [contestant, kernel, measure]);
    await started.run();
    return started;
  } catch (error) {
    return { reason: `it fails: ${lastLineOf(error)}` };
  }
}

/**
 * @param {string} name
 * @param {string} unit
 * @param {Measured} ours
 * @param {number} limit
 */
const limitRow = (name, unit, ours, limit) =>
  toRow({ name, unit, target: 1 }, ours, { name: `a limit of ${limit} ${unit}`, costs: [limit] });

/**
 * Memory, and a session of 1,000 cells.
 * @param {string} python
 * @param {ReturnType<typeof versions>} names
 * @param {BenchOptions} options
 * @returns {Row[]}
 */
function sessionRows(python, names, { log }) {
  const runs = 3;
  /** @param {KernelName} kernel @param {number} numCells */
  const sessionsOf = (kernel, numCells) => {
    log(`${runs} sessions of ${numCells} cells: ${kernel}`);
    return Array.from({ length: runs }, () => sessionOf(python, kernel, numCells));
  };
  const [ours, ofTslab] = [sessionsOf("typescript", 500), sessionsOf("tslab", 10)];
  const long = sessionsOf("typescript", 1000);
  /** @param {typeof ours} sessions @param {keyof (typeof ours)[number]} field @param {KernelName} kernel */
  const column = (sessions, field, kernel) => {
    const named = names[kernel];
    return { name: "name" in named ? named.name : kernel, costs: sessions.map((one) => one[field]) };
  };
  const idle = column(ours, "idleMB", "typescript");
  const memory = "idle memory, all processes";
  return [
    toRow({ name: memory, unit: "MB", target: 1 }, idle, column(ofTslab, "idleMB", "tslab")),
    limitRow(memory, "MB", idle, 150),
    limitRow("growth after 1,000 cells", "MB", column(long, "grownMB", "typescript"), 50),
    toRow({ name: "the 500th cell of a session", unit: "s", target: 1.5 }, column(ours, "last", "typescript"), {
      name: "its 5th cell",
      costs: ours.map(({ fifth }) => fifth),
    }),
  ];
}

/**
 * @param {string} python
 * @param {KernelName} kernel
 * @param {number} numCells
 * @returns {{ idleMB: number, fifth: number, last: number, grownMB: number }}
 * @throws {Error} when it fails, with the last line it wrote to stderr
 */
function sessionOf(python, kernel, numCells) {
  const { status, stdout, stderr } = spawnSync(python, [session, kernel, String(numCells)], { encoding: "utf8" });
  if (status === 0) return JSON.parse(stdout);
  throw new Error(`a session of ${kernel} ended (${status}): ${stderr.trim().split("\n").at(-1)}`);
}
