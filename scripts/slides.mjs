// @ts-check
// `npm run slides [-- 05 | path.ipynb …]`: executed notebooks as offline slide decks, charts alive.
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { root } from "./environment.mjs";
import { describeReport } from "./notebooks/describeReport.mjs";
import { outputFolder } from "./notebooks/outputFolder.mjs";
import { runNotebooks } from "./notebooks/runNotebooks.mjs";
import { selectNotebooks } from "./notebooks/selectNotebooks.mjs";
import { setup } from "./setup.mjs";

const cwd = process.env.INIT_CWD ?? process.cwd();
const usage = `npm run slides [-- 05 …] [--out DIR]     executed notebooks as slide decks, all or those chosen

  05, 05-n-grams, path/to/one.ipynb   which: the start of a name, a name, a path
  --out DIR     the folder of the decks (output/slides)
`;

/** @param {string[]} args */
async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: "string", default: join(root, "output", "slides") },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const paths = selectNotebooks(positionals, { folder: join(root, "notebooks"), cwd });
  const out = resolve(cwd, values.out);
  // Said before the minutes that the notebooks take, not after.
  if (existsSync(out) && !statSync(out).isDirectory()) throw new Error(`--out needs a folder, got the file ${out}`);
  await setup();
  // Loaded afterwards: it wants what set-up installs.
  const { buildDecks } = await import("./slides/buildDecks.mjs");
  return makeSlides(paths, out, buildDecks);
}

/**
 * Execute notebooks and write their decks; a notebook that fails is told of and gets none.
 * @param {string[]} paths absolute, with different names
 * @param {string} out absolute
 * @param {typeof import("./slides/buildDecks.mjs").buildDecks} buildDecks
 * @returns {Promise<number>} the exit code
 */
async function makeSlides(paths, out, buildDecks) {
  const write = mkdtempSync(join(tmpdir(), "next-token-slides-"));
  const width = Math.max(...paths.map((path) => basename(path, ".ipynb").length));
  try {
    const { reports, signal } = await runNotebooks(paths, {
      write: outputFolder(write, paths),
      onReport: (report) => {
        const { written: _, ...shown } = report;
        process.stdout.write(`${describeReport(shown, { width, colour: process.stdout.isTTY })}\n`);
      },
    });
    if (signal !== null) return signal === "SIGINT" ? 130 : 143;
    const whole = reports.flatMap(({ ok, path, written }) =>
      ok && written ? [{ source: path, executed: written }] : [],
    );
    const decks = whole.length > 0 ? await buildDecks(whole, out) : [];
    for (const { file, hosts } of decks) {
      process.stdout.write(`${join(out, file)}\n`);
      for (const host of hosts) process.stdout.write(`  shown only where there is a network: ${host}\n`);
    }
    if (decks.length > 1) process.stdout.write(`${join(out, "index.html")}\n`);
    return whole.length === paths.length ? 0 : 1;
  } finally {
    rmSync(write, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`npm run slides: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 2;
  }
}
