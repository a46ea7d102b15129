// @ts-check
import { explain } from "./explain.mjs";
import { Problem } from "./Problem.mjs";

/** @typedef {{ readonly name: string, isDone(): boolean, run(): Promise<void> }} Step */

/** @param {number} start of Date.now() */
export const seconds = (start) => `${((Date.now() - start) / 1000).toFixed(1)} s`;

/** In a terminal, the step at work stands on the last line until its own line replaces it. */
const clearLine = process.stdout.isTTY ? "\r\x1b[K" : "";

/**
 * Do what is not done yet; each step that ran prints a line.
 * @param {readonly Step[]} steps each needs those before it
 */
export async function runSteps(steps) {
  for (const { name, isDone, run } of steps) {
    if (isDone()) continue;
    const start = Date.now();
    if (process.stdout.isTTY) process.stdout.write(`  ${name} …`);
    await run();
    process.stdout.write(`${clearLine}✓ ${name} ${seconds(start)}\n`);
  }
}

/**
 * Do something; a problem is printed and ends this process with code 1.
 * @param {() => Promise<void>} work
 */
export async function orExplain(work) {
  try {
    await work();
  } catch (error) {
    const problem = error instanceof Problem ? error : explain(String(error));
    if (problem === undefined) throw error;
    process.stdout.write(clearLine);
    process.stderr.write(String(problem));
    process.exit(1);
  }
}
