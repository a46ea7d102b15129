// @ts-check
// Type-check every notebook's cells without running them, as our kernel does and as stock tslab does: both must be content.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./environment.mjs";
import { checkOnOurs } from "./cells/checkOnOurs.mjs";
import { checkOnTslab } from "./cells/checkOnTslab.mjs";

const folder = join(root, "notebooks");

/** @typedef {{ cell_type: string, source: string | string[], metadata: { tags?: string[] } }} Cell */

/** The code cells of a notebook, with what they may throw. @param {string} path */
function readCells(path) {
  const { cells } = /** @type {{ cells: Cell[] }} */ (JSON.parse(readFileSync(path, "utf8")));
  const code = cells.filter((cell) => cell.cell_type === "code");
  return code.map(({ source, metadata }) => ({
    source: Array.isArray(source) ? source.join("") : source,
    mayFail: metadata.tags?.includes("raises-exception") ?? false,
  }));
}

// A notebook's kernel runs in the notebook's folder.
process.chdir(folder);
const paths = readdirSync(folder)
  .filter((name) => name.endsWith(".ipynb"))
  .map((name) => join(folder, name));
const notebooks = paths.map(readCells);
const sources = notebooks.map((cells) => cells.map(({ source }) => source));
const [ofOurs, ofTslab] = await Promise.all([checkOnOurs(sources), checkOnTslab(sources)]);
const checks = { TypeScript: ofOurs, tslab: ofTslab };

const findings = Object.entries(checks).flatMap(([kernel, ofNotebooks]) =>
  notebooks.flatMap((cells, notebook) =>
    cells.flatMap(({ source, mayFail }, cell) =>
      (mayFail ? [] : (ofNotebooks[notebook]?.[cell] ?? [])).map(({ line, column, code, message }) => {
        const place = `${relative(root, paths[notebook] ?? "")} code cell ${cell + 1}:${line + 1}:${column + 1}`;
        const rule = typeof code === "number" ? `TS${code}` : code;
        return `${place} (${kernel}) ${rule} ${message}\n    ${source.split("\n")[line]}`;
      }),
    ),
  ),
);
if (findings.length > 0) process.stderr.write(`${findings.join("\n")}\n`);
process.stdout.write(`${paths.length} notebooks type-checked on both kernels, ${findings.length} findings\n`);
process.exit(findings.length === 0 ? 0 : 1);
