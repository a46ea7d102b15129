// @ts-check
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { jupyterFolder, root } from "../environment.mjs";
import { build } from "./build.mjs";
import { explain } from "./explain.mjs";
import { jupyterSettings } from "./jupyterSettings.mjs";
import { kernelspec } from "./kernelspec.mjs";
import { withLock } from "./withLock.mjs";
import { npmPackages } from "./npmPackages.mjs";
import { Problem } from "./Problem.mjs";
import { pythonEnvironment, pythonPackages, testPackages } from "./pythonEnvironment.mjs";

/** @typedef {{ readonly name: string, isDone(): boolean, run(): Promise<void> }} Step */

/** @type {readonly Step[]} each needs those before it; the first asks for Python, so that its lack shows at once */
const stepsToRun = [pythonEnvironment, npmPackages, build, pythonPackages, kernelspec, jupyterSettings];

const lock = join(jupyterFolder, "setup.lock");

/** @param {number} start of Date.now() */
const seconds = (start) => `${((Date.now() - start) / 1000).toFixed(1)} s`;

/** In a terminal, the step at work stands on the last line until its own line replaces it. */
const clearLine = process.stdout.isTTY ? "\r\x1b[K" : "";

/** @param {readonly Step[]} steps */
async function runSteps(steps) {
  for (const { name, isDone, run } of steps) {
    if (isDone()) continue;
    const start = Date.now();
    if (process.stdout.isTTY) process.stdout.write(`  ${name} …`);
    await run();
    process.stdout.write(`${clearLine}✓ ${name} ${seconds(start)}\n`);
  }
}

/**
 * Set up what is missing. Each step that ran prints a line; a problem is printed and ends this process with code 1.
 * @param {import("../setup.mjs").SetupOptions} [options]
 */
export async function install({ withTests = false } = {}) {
  const start = Date.now();
  const steps = withTests ? [...stepsToRun, testPackages] : stepsToRun;
  try {
    if (steps.every((step) => step.isDone())) return;
    process.stdout.write("Setting up what is missing (the first time: a minute or two).\n");
    accessSync(root, constants.W_OK);
    await withLock(
      lock,
      () => runSteps(steps),
      () => process.stdout.write("  Another set-up is at work in this folder: waiting for it.\n"),
    );
  } catch (error) {
    const problem = error instanceof Problem ? error : explain(String(error));
    if (problem === undefined) throw error;
    process.stdout.write(clearLine);
    process.stderr.write(String(problem));
    process.exit(1);
  }
  process.stdout.write(`Set up in ${seconds(start)}.\n`);
}
