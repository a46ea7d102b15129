import { relative } from "node:path";

/** Runs that a front end does not want counted are told from those with a number by one from here on. */
export const firstUnnumbered = 1_000_000_000;

/** V8's name of a cell's script; also what a stack trace is searched for. */
export const scriptName = (cell: number): string => `cell_${cell}.ts`;
/** V8's name of a file's script. Its number tells it from those of the same file before and after a change. */
export const moduleScriptName = (path: string, version: number): string => `${path}?${version}`;

/** A cell as a reader knows it: by the number in its prompt. */
export const cellLabel = (run: number): string => (run < firstUnnumbered ? `[${run}]` : "[ ]");

/** What a reader calls the cell or file of a script. */
export function scriptLabel(script: string): string {
  const [, cell] = /^cell_(\d+)\.ts$/.exec(script) ?? [];
  return cell === undefined ? relative(process.cwd(), script.replace(/\?\d+$/, "")) : `Cell ${cellLabel(Number(cell))}`;
}
