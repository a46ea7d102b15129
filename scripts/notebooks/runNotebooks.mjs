// @ts-check
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { jupyterEnvironment, root, venvPython } from "../environment.mjs";

/** Seconds that a cell may take. */
export const defaultTimeLimit = 60;

/**
 * Why a notebook failed.
 * @typedef {object} NotebookError
 * @property {"error" | "no-error" | "timeout" | "death" | "kernel" | "notebook" | "write"} kind
 * @property {string} message
 * @property {number} [cell] as JupyterLab shows it in brackets: 1 for the first code cell that runs
 * @property {number} [codeCells]
 * @property {number} [position] among all cells, from 1
 * @property {number} [positions]
 * @property {string | null} [heading] the last one above the cell
 * @property {string} [code]
 */

/**
 * How the run of a notebook went.
 * @typedef {object} NotebookReport
 * @property {string} notebook its name without .ipynb
 * @property {string} path
 * @property {boolean} ok
 * @property {number} seconds from the start of its kernel
 * @property {number} [startSeconds] until the kernel answered
 * @property {number} [firstCellSeconds]
 * @property {number} cells code cells that ran
 * @property {string[]} warnings
 * @property {string} [written] the executed copy
 * @property {NotebookError} [error]
 */

/**
 * Run notebooks, each from a fresh kernel in its own folder, as many at a time as there are cores (at most 4).
 * Ends its kernels when this process gets SIGINT or SIGTERM, or dies.
 * @param {string[]} paths absolute
 * @param {object} [options]
 * @param {string | null} [options.kernel] a kernelspec's name; null takes each notebook's own
 * @param {number} [options.timeLimit] seconds a cell
 * @param {string | null} [options.write] an existing folder for the executed copies; null writes none
 * @param {NodeJS.ProcessEnv} [options.env] of Jupyter and the kernels
 * @param {(report: NotebookReport) => void} [options.onReport] hears of each notebook when it is done
 * @returns {Promise<{ reports: NotebookReport[], signal: NodeJS.Signals | null }>} in the order of `paths`; the signal that stopped it
 * @throws {Error} when the runner itself breaks
 */
export async function runNotebooks(paths, options = {}) {
  const { kernel = null, timeLimit = defaultTimeLimit, write = null, env = jupyterEnvironment(), onReport } = options;
  const jobs = Math.min(availableParallelism(), 4, paths.length);
  const request = { notebooks: paths, kernel, timeLimit, write, jobs };
  // stdin stays open: the runner ends its kernels when it closes, so also when this process is killed.
  const child = spawn(venvPython, [join(root, "scripts", "notebooks", "main.py")], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  /** @type {NodeJS.Signals | null} */
  let signal = null;
  /** @param {NodeJS.Signals} name */
  const stop = (name) => {
    // A second Ctrl-C is from a person who doesn't want to wait.
    if (signal !== null) child.kill("SIGKILL");
    signal ??= name;
    child.stdin.end();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  const unwatch = onOrphaned(() => stop("SIGTERM"));

  /** @type {NotebookReport[]} */
  const reports = [];
  /** Kernels that run, to be ended here should the runner be killed. @type {Set<number>} */
  const running = new Set();
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
  child.stdin.on("error", () => {}).write(`${JSON.stringify(request)}\n`);
  createInterface({ input: child.stdout }).on("line", (line) => {
    const event = JSON.parse(line);
    if (event.event === "notebook") {
      reports.push(event.report);
      onReport?.(event.report);
    } else if (event.isRunning) running.add(event.pid);
    else running.delete(event.pid);
  });
  try {
    /** @type {number | string} an exit status, or the name of the signal that ended it */
    const end = await new Promise((resolve, reject) =>
      child.on("error", reject).on("close", (status, by) => resolve(by ?? status ?? 1)),
    );
    if (signal === null && end !== 0) throw new Error(`the notebook runner ended with ${end}\n${errors}`.trim());
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    unwatch();
    for (const pid of running) endProcess(pid);
  }
  return { reports: reports.toSorted((a, b) => paths.indexOf(a.path) - paths.indexOf(b.path)), signal };
}

/**
 * Call `listener` when npm has gone: a signal to npm ends npm and its shell, and doesn't come here.
 * @param {() => void} listener
 * @returns {() => void} stops watching
 */
function onOrphaned(listener) {
  if (process.env.npm_lifecycle_event === undefined) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    listener();
  }, 200);
  return () => clearInterval(timer);
}

/** @param {number} pid */
function endProcess(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has gone by itself.
  }
}
