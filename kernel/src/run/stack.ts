import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { CodePlace } from "./code-frame";

/** A frame in a cell, or in a file that the kernel itself runs: see `moduleScriptName`. */
const ownPattern = /(cell_\d+\.ts|(?<=\(|at |async )(?:\/|[A-Za-z]:\\)[^\n]*?\.[cm]?tsx?\?\d+):(\d+):(\d+)/;
/** Whether a stack, or one of its frames, leads through code of the notebook's author. */
export const isInCell = (stack: string): boolean => ownPattern.test(stack);
const filePattern = /^\s+at (?:(?:async |new )*(.+?) \()?(?:async )?((?:file:|node:|\/|[A-Za-z]:\\).+?):\d+:\d+\)?$/;
/** The kernel's own modules, which no reader of a notebook asked for. */
const ownFolder = dirname(__dirname);

/**
 * Whether a stack has code of others in it: a cell's or a library's. Else only the kernel and Node are at work, and
 * functions without a script (Math.random).
 */
export const isOfOthers = (stack: string): boolean =>
  stack
    .split("\n")
    .some((frame) => /^\s+at /.test(frame) && !/node:|\(<anonymous>\)$/.test(frame) && !frame.includes(ownFolder));

/** What a stack says to the author of the cells. */
export interface StackPlaces {
  /** Frames in cells and in files of the project's own, innermost first, in the JavaScript that ran. */
  readonly own: readonly CodePlace[];
  /** The library's function that the innermost of these called, where the error was thrown in one. */
  readonly library: string | undefined;
}

export function placesOf(stack: string): StackPlaces {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  const own = frames.flatMap((frame) => {
    const match = ownPattern.exec(frame);
    return match === null ? [] : [{ script: String(match[1]), line: Number(match[2]), column: Number(match[3]) - 1 }];
  });
  const firstOwn = frames.findIndex((frame) => isInCell(frame));
  const inLibraries = (firstOwn < 0 ? frames : frames.slice(0, firstOwn)).flatMap(libraryOf);
  return { own, library: firstOwn < 0 ? inLibraries[0] : inLibraries.at(-1) };
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
