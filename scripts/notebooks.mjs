// @ts-check
// `npm run notebooks [-- 05 …]`: run notebooks headless from fresh kernels; a line each, and all about a failing cell.
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { root } from "./environment.mjs";
import { describeReport } from "./notebooks/describeReport.mjs";
import { outputFolder } from "./notebooks/outputFolder.mjs";
import { defaultTimeLimit, runNotebooks } from "./notebooks/runNotebooks.mjs";
import { matching, notebooksIn, selectNotebooks } from "./notebooks/selectNotebooks.mjs";
import { quietly } from "./quietly.mjs";
import { setup } from "./setup.mjs";

const folder = join(root, "notebooks");
/** npm changes to the project's folder; paths are meant from where it was called. */
const cwd = process.env.INIT_CWD ?? process.cwd();
const usage = `npm run notebooks [-- 05 …] [options]     run notebooks from fresh kernels, all or those chosen

  05, 05-n-grams, path/to/one.ipynb   which: the start of a name, a name, a path
  --kernel NAME      another kernel than the notebook's own
  --timeout SECONDS  how long a cell may take (${defaultTimeLimit})
  --write [DIR]      save executed copies (output/executed)
  --json             one JSON array on stdout
`;

/**
 * parseArgs knows no optional values: a --write without one, or before a notebook, gets the usual folder.
 * @param {string[]} args
 */
function withFolder(args) {
  return args.map((arg, index) => {
    const next = args[index + 1];
    if (arg !== "--write") return arg;
    const isFolder = next !== undefined && !next.startsWith("-") && !next.endsWith(".ipynb");
    return isFolder && matching(next, notebooksIn(folder)).length === 0
      ? arg
      : `--write=${join(root, "output/executed")}`;
  });
}

/** @param {string[]} args */
function readArguments(args) {
  const { values, positionals } = parseArgs({
    args: withFolder(args),
    allowPositionals: true,
    options: {
      kernel: { type: "string" },
      timeout: { type: "string", default: String(defaultTimeLimit) },
      write: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const timeLimit = Number(values.timeout);
  if (!(timeLimit > 0 && Number.isFinite(timeLimit))) {
    throw new Error(`--timeout must be a number of seconds > 0, got ${values.timeout}`);
  }
  if (values.help) return undefined;
  const paths = selectNotebooks(positionals, { folder, cwd });
  const write = values.write === undefined ? null : outputFolder(resolve(cwd, values.write), paths);
  return { paths, write, timeLimit, kernel: values.kernel ?? null, json: values.json };
}

/** @param {string[]} args */
async function main(args) {
  const given = readArguments(args);
  if (given === undefined) {
    process.stdout.write(usage);
    return 0;
  }
  const { paths, json, ...options } = given;
  // With --json, stdout is for a program; a person may still watch stderr.
  const stream = json ? process.stderr : process.stdout;
  await quietly(json, setup);
  const started = performance.now();
  const width = Math.max(...paths.map((path) => basename(path, ".ipynb").length));
  const { reports, signal } = await runNotebooks(paths, {
    ...options,
    onReport: (report) => stream.write(`${describeReport(report, { width, colour: stream.isTTY })}\n`),
  });
  if (signal !== null) {
    stream.write(`stopped by ${signal}; its kernels were ended\n`);
    return signal === "SIGINT" ? 130 : 143;
  }
  const numFailed = reports.filter(({ ok }) => !ok).length;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  stream.write(`${reports.length - numFailed} of ${reports.length} notebooks ran without an error, in ${seconds} s\n`);
  if (json) process.stdout.write(`${JSON.stringify(reports)}\n`);
  return numFailed === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`npm run notebooks: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 2;
  }
}
