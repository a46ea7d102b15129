// @ts-check
import { statfsSync } from "node:fs";
import { root } from "../environment.mjs";
import { diskFull, explain } from "./explain.mjs";
import { Problem } from "./Problem.mjs";
import { run } from "./run.mjs";

/** How many of a failed program's last lines are shown. */
const numLines = 30;
/** With less than this left, an unexplained failure is the disk's. */
const neededBytes = 50e6;

function isDiskFull() {
  const { bavail, bsize } = statfsSync(root);
  return bavail * bsize < neededBytes;
}

/**
 * Run a program, its output kept back unless it fails.
 * @param {string} name what it is to a person, e.g. `npm ci`
 * @param {readonly string[]} command the program and its arguments
 * @param {{ env?: NodeJS.ProcessEnv, hasFailed?: (output: string) => boolean }} [options]
 *   hasFailed: what says so where the exit code does not
 * @throws {Problem}
 */
export async function runOrExplain(name, command, { env, hasFailed = () => false } = {}) {
  const { status, output } = await run(command, env);
  if (status === 0 && !hasFailed(output)) return;
  const known = explain(output) ?? (isDiskFull() ? diskFull() : undefined);
  if (known) throw known;
  const lines = output.trim().split("\n").slice(-numLines).join("\n");
  const remedy = "Its last lines say why; put that right, then run the same command again:";
  throw new Problem(`${name} failed with code ${status}.`, remedy, lines);
}
