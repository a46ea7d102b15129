// @ts-check
// Type-check every notebook's cells as the kernel does, without running them.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "notebooks");
const require = createRequire(import.meta.url);

/**
 * @typedef {{ cell_type: string, source: string | string[], metadata: { tags?: string[] } }} Cell
 * @typedef {{ line: number, character: number }} Position
 * @typedef {{ messageText: string, code: number, start: Position, fileName?: string }} Diagnostic
 * @typedef {{ diagnostics: Diagnostic[], declOutput?: string }} Converted
 * @typedef {{ convert(declarations: string, source: string): Converted, close(): void }} Converter
 */

// The kernel's compiler takes its working directory for the project's root, as a notebook's kernel runs in the notebook's folder.
process.chdir(folder);
const { createConverter } = require("tslab/dist/converter.js");
const converter = /** @type {Converter} */ (createConverter());

/**
 * What the compiler says of one notebook: a line a finding.
 * @param {string} path
 */
function checkNotebook(path) {
  const { cells } = /** @type {{ cells: Cell[] }} */ (JSON.parse(readFileSync(path, "utf8")));
  const code = cells.filter((cell) => cell.cell_type === "code");
  const findings = [];
  let declarations = "";
  for (const [index, cell] of code.entries()) {
    const source = Array.isArray(cell.source) ? cell.source.join("") : cell.source;
    const { diagnostics, declOutput } = converter.convert(declarations, source);
    if (cell.metadata.tags?.includes("raises-exception")) continue;
    for (const { messageText, code: number, start } of diagnostics) {
      const place = `${relative(root, path)} code cell ${index + 1}:${start.line + 1}:${start.character + 1}`;
      findings.push(`${place} TS${number} ${messageText}\n    ${source.split("\n")[start.line]}`);
    }
    if (declOutput !== undefined) declarations = declOutput;
  }
  return findings;
}

const notebooks = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
const findings = notebooks.flatMap((name) => checkNotebook(join(folder, name)));
converter.close();
if (findings.length > 0) process.stderr.write(`${findings.join("\n")}\n`);
process.stdout.write(`${notebooks.length} notebooks type-checked, ${findings.length} findings\n`);
process.exit(findings.length === 0 ? 0 : 1);
