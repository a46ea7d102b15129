// @ts-check
// `npm run check`: format, lint at zero warnings, types of the code and of every notebook cell, who imports whom.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { setup } from "./setup.mjs";
import { root } from "./environment.mjs";

const require = createRequire(import.meta.url);
/**
 * A package's program, whatever node_modules/.bin says: tslab's older compiler has taken `tsc` there.
 * @param {string} name
 * @param {string} program
 */
export const programOf = (name, program) => join(dirname(require.resolve(`${name}/package.json`)), program);

/**
 * What is checked, and the arguments of Node that check it.
 * @returns {Record<string, string[]>}
 */
const checks = () => ({
  format: [programOf("oxfmt", "bin/oxfmt"), "--check", "."],
  lint: [programOf("oxlint", "bin/oxlint"), "--deny-warnings", "."],
  types: [programOf("typescript", "bin/tsc"), "-p", "."],
  cells: [join(root, "scripts", "check-cells.mjs")],
  layers: [programOf("vitest", "vitest.mjs"), "run", "--project", "unit", "test/layers.test.ts", "test/notebooks"],
});

/**
 * @param {string[]} args
 * @returns {Promise<{ status: number | null, output: string }>}
 */
function runNode(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, output }));
  });
}

/**
 * Run every check: a line each with its time, and what a failing one said.
 * @returns {Promise<{ passed: string[], failed: string[] }>}
 */
export async function check() {
  /** @type {{ passed: string[], failed: string[] }} */
  const names = { passed: [], failed: [] };
  for (const [name, args] of Object.entries(checks())) {
    const started = performance.now();
    const { status, output } = await runNode(args);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${status === 0 ? "✓" : "✗"} ${name} ${seconds} s\n`);
    names[status === 0 ? "passed" : "failed"].push(name);
    if (status !== 0) process.stdout.write(output);
  }
  return names;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await setup();
  const { failed } = await check();
  if (failed.length > 0) process.stdout.write(`npm run check: ${failed.join(", ")} failed\n`);
  process.exit(failed.length === 0 ? 0 : 1);
}
