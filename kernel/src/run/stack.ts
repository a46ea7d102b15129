import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { CellPlace } from "./code-frame";

/** V8's name of a cell's script; also what a stack trace is searched for. */
export const scriptName = (cell: number): string => `cell_${cell}.ts`;
const cellPattern = /cell_(\d+)\.ts:(\d+):(\d+)/;
/** Whether a stack, or one of its frames, leads through a cell. */
export const isInCell = (stack: string): boolean => cellPattern.test(stack);
const filePattern = /^\s+at (?:(?:async |new )*(.+?) \()?(?:async )?((?:file:|node:|\/|[A-Za-z]:\\).+?):\d+:\d+\)?$/;
/** The kernel's own modules, which no reader of a notebook asked for. */
const ownFolder = dirname(__dirname);

/** What a stack says to the author of the cells. */
export interface StackPlaces {
  /** Frames in cells, innermost first, in the JavaScript that ran. */
  readonly cells: readonly CellPlace[];
  /** The library's function that the innermost frame of a cell called, where the error was thrown in one. */
  readonly library: string | undefined;
}

export function placesOf(stack: string): StackPlaces {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  const cells = frames.flatMap((frame) => {
    const match = cellPattern.exec(frame);
    if (match === null) return [];
    const [, cell, line, column] = match.map(Number) as [number, number, number, number];
    return [{ cell, line, column: column - 1 }];
  });
  const firstCell = frames.findIndex((frame) => isInCell(frame));
  const inLibraries = (firstCell < 0 ? frames : frames.slice(0, firstCell)).flatMap(libraryOf);
  return { cells, library: firstCell < 0 ? inLibraries[0] : inLibraries.at(-1) };
}

/** `readFileSync (node:fs)` of a frame; nothing of the kernel's own and of Node's inner workings. */
function libraryOf(frame: string): string[] {
  const match = filePattern.exec(frame);
  if (match === null) return [];
  const [, name, file = ""] = match;
  const path = file.startsWith("file:") ? fileURLToPath(file) : file;
  if (path.startsWith(ownFolder) || path.startsWith("node:internal/")) return [];
  const place = path.startsWith("node:") ? path : shortened(path);
  return [name === undefined ? place : `${name} (${place})`];
}

/** A file of a package from the package's name on; any other as seen from the notebook's folder. */
function shortened(path: string): string {
  const [, inPackage] = /^.*[\\/]node_modules[\\/](.+)$/.exec(path) ?? [];
  return inPackage ?? relative(process.cwd(), path);
}
