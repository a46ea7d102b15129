import { relative } from "node:path";

/** A place in a cell, or in a file that cells import: lines from 1, columns from 0. */
export interface CodePlace {
  /** V8's name of what ran: see `scriptName` and `moduleScriptName`. */
  readonly script: string;
  readonly line: number;
  readonly column: number;
}

/** Runs that a front end does not want counted are told from those with a number by one from here on. */
export const firstUnnumbered = 1_000_000_000;

/** V8's name of a cell's script; also what a stack trace is searched for. */
export const scriptName = (cell: number): string => `cell_${cell}.ts`;
/** V8's name of a file's script. Its number tells it from those of the same file before and after a change. */
export const moduleScriptName = (path: string, version: number): string => `${path}?${version}`;

/** What a reader calls the cell or file of a script. */
function labelOf(script: string): string {
  const [, cell] = /^cell_(\d+)\.ts$/.exec(script) ?? [];
  return cell === undefined ? relative(process.cwd(), script.replace(/\?\d+$/, "")) : `Cell ${cellLabel(Number(cell))}`;
}

/** A cell as a reader knows it: by the number in its prompt. */
export const cellLabel = (run: number): string => (run < firstUnnumbered ? `[${run}]` : "[ ]");

export const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
export const dim = (text: string): string => `\u001b[2m${text}\u001b[22m`;

/**
 * The line of a place with its neighbours, and a caret below it.
 * @param width how many characters the place spans
 */
export function codeFrame(source: string, { script, line, column }: CodePlace, width = 1): string {
  const lines = source.split("\n");
  const first = Math.max(1, line - 2);
  const digits = String(Math.min(lines.length, line + 1)).length;
  const shown = lines.slice(first - 1, line + 1).flatMap((text, i) => {
    const number = first + i;
    const gutter = `${number === line ? ">" : " "} ${String(number).padStart(digits)} | `;
    if (number !== line) return [dim(`${gutter}${text}`)];
    // The caret stands below its character also where tabs came before it.
    const lead = text.slice(0, column).replaceAll(/[^\t]/g, " ");
    return [`${gutter}${text}`, `${" ".repeat(digits + 2)} | ${lead}${red("^".repeat(Math.max(1, width)))}`];
  });
  return [dim(`${labelOf(script)}, line ${line}`), ...shown].join("\n");
}
