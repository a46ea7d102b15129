// @ts-check
// `npm test [-- unit | system | browser …]`: sets up what is missing, then checks and runs every test.
// Ends with the line `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { kernelNode, root } from "./environment.mjs";
import { fetchNewestNode, newestNode } from "./newestNode.mjs";
import { setup } from "./setup.mjs";

const projects = ["unit", "system", "browser"];
const tally = { passed: 0, skipped: 0 };
/** Each failure in a few words. Told at the end: what the runs print is long. @type {string[]} */
const failures = [];
/** So many of them are told; where a kernel died there are dozens of its one test file. */
const mostTold = 20;

/**
 * Run one of vitest's projects and add what it counted.
 * @param {string} project
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} folders of tests; all where none is given
 * @param {string} node the program that runs them
 */
function runProject(project, env, folders = [], node = process.execPath) {
  const folder = mkdtempSync(join(tmpdir(), "next-token-"));
  const report = join(folder, "report.json");
  const args = [
    programOf("vitest", "vitest.mjs"),
    "run",
    ...folders,
    "--project",
    project,
    // Units pass by the hundred; a system or browser test takes seconds, and is worth a line of its own.
    `--reporter=${project === "unit" ? "default" : "verbose"}`,
    "--reporter=json",
    `--outputFile=${report}`,
  ];
  process.stdout.write(`\n${project} tests\n`);
  const { status } = spawnSync(node, args, { cwd: root, env, stdio: "inherit" });
  try {
    const counted = JSON.parse(readFileSync(report, "utf8"));
    tally.passed += counted.numPassedTests;
    tally.skipped += counted.numPendingTests + counted.numTodoTests;
    failures.push(...failuresOf(counted).map((failure) => `${project}: ${failure}`));
    // A file that could not be loaded, or an error between tests, fails the run without failing a test.
    if (status !== 0 && counted.numFailedTests === 0) failures.push(`${project}: an error outside of tests`);
  } catch {
    failures.push(`${project}: vitest ended with ${status} and left no report`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The failed tests of a report of vitest's, each with the first line of why.
 * @param {{ testResults: { name: string, assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[] }} report
 */
function failuresOf({ testResults }) {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages: [why = ""] }) => {
        const [line] = stripVTControlCharacters(why).split("\n");
        return `${relative(root, name)} > ${fullName}: ${line}`;
      }),
  );
}

/** What of the kernel depends most on V8, its inspector and Node's own modules. */
const sessions = ["errors", "interrupt.test", "replaced", "shell", "values"].map(
  (name) => `test/kernel/session/${name}`,
);
/** What computes with WebAssembly, whose vectors are larger from Node 24 on. */
const models = ["test/nn", "test/models"];

/**
 * In CI: both once more in the other Nodes that they must run in. Kernels are tested in the Node that .venv brings, all else in the one
 * that runs the tests.
 */
function runInOtherNodes() {
  const brought = kernelNode();
  if (brought !== process.execPath) {
    process.stdout.write("\nthe kernel in this Node, the models in the Node of kernels\n");
    runProject("unit", { ...env, KERNEL_NODE: process.execPath }, sessions);
    runProject("unit", env, models, brought);
  }
  process.stdout.write(`\nthe kernel and the models in Node ${newestNode}\n`);
  const fetched = fetchNewestNode();
  if ("reason" in fetched) {
    process.stdout.write(`not tested: ${fetched.reason}\n`); // and nothing fails
    return;
  }
  try {
    runProject("unit", { ...env, KERNEL_NODE: fetched.program }, sessions);
    runProject("unit", env, models, fetched.program);
  } finally {
    fetched.remove();
  }
}

/** The browser for the tests; where there is none: a failure in CI, one line elsewhere. */
function browserOrNothing() {
  try {
    return requireBrowser();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stdout.write(`${reason}\n`);
    if (process.env.CI) failures.push(`browser: ${reason}`);
    return undefined;
  }
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !projects.includes(name));
if (unknown.length > 0) {
  process.stderr.write(
    `npm test: there are no tests called ${unknown.join(", ")}; choose from ${projects.join(", ")}\n`,
  );
  process.exit(2);
}

await setup({ withTests: true });
// Loaded afterwards: they want what set-up installs.
const { requireBrowser } = await import("./browser.mjs");
const { check, programOf } = await import("./check.mjs");

const wanted = projects.filter((name) => chosen.length === 0 || chosen.includes(name));
const browser = wanted.includes("browser") ? browserOrNothing() : undefined;
const env = browser === undefined ? process.env : { ...process.env, CHROME_PATH: browser };
if (chosen.length === 0) {
  const { passed, failed } = await check();
  tally.passed += passed.length;
  failures.push(...failed.map((name) => `check: ${name}`));
}
for (const project of wanted) {
  if (project === "browser" && browser === undefined) process.stdout.write("\nbrowser tests skipped: no browser\n");
  else runProject(project, env);
  if (project === "unit" && process.env.CI) runInOtherNodes();
}
if (failures.length > 0) {
  process.stdout.write(`\nWhat failed:\n${failures.slice(0, mostTold).join("\n")}\n`);
  if (failures.length > mostTold) process.stdout.write(`and ${failures.length - mostTold} more\n`);
}
const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : "";
process.stdout.write(`\n${tally.passed} passed, ${failures.length} failed${skipped}\n`);
process.exit(failures.length === 0 ? 0 : 1);
