// @ts-check
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { jupyterFolder, root } from "../environment.mjs";
import { build } from "./build.mjs";
import { jupyterSettings } from "./jupyterSettings.mjs";
import { kernelspec } from "./kernelspec.mjs";
import { withLock } from "./withLock.mjs";
import { orExplain, runSteps, seconds } from "./runSteps.mjs";
import { npmPackages } from "./npmPackages.mjs";
import { pythonEnvironment, pythonPackages, testPackages } from "./pythonEnvironment.mjs";

/** @type {readonly import("./runSteps.mjs").Step[]} each needs those before it; the first asks for Python, so that its lack shows at once */
const stepsToRun = [pythonEnvironment, npmPackages, build, pythonPackages, kernelspec, jupyterSettings];

const lock = join(jupyterFolder, "setup.lock");

/**
 * Set up what is missing. Each step that ran prints a line; a problem is printed and ends this process with code 1.
 * @param {import("../setup.mjs").SetupOptions} [options]
 */
export async function install({ withTests = false } = {}) {
  const start = Date.now();
  const steps = withTests ? [...stepsToRun, testPackages] : stepsToRun;
  if (steps.every((step) => step.isDone())) return;
  process.stdout.write("Setting up what is missing (the first time: a minute or two).\n");
  await orExplain(async () => {
    accessSync(root, constants.W_OK);
    await withLock(
      lock,
      () => runSteps(steps),
      () => process.stdout.write("  Another set-up is at work in this folder: waiting for it.\n"),
    );
  });
  process.stdout.write(`Set up in ${seconds(start)}.\n`);
}
