import { children } from "./tree";
import { parseCell, parseModule } from "./parse";
import { shellHint } from "./shell-hint";
import { CellSyntaxError } from "./types";

/** What a console does with a cell after Enter: run it, go on with a next line, or run it to show what is wrong. */
export type Completeness =
  | { readonly status: "complete" | "invalid" }
  | { readonly status: "incomplete"; readonly indent: string };

const opening = "{[(";

/** Whether a cell can run as it is, or waits for more; then with the indent of its next line. */
export function isComplete(source: string): Completeness {
  try {
    const { program } = parseCell(source);
    const isBlank = children(program, "body").length === 0;
    return isBlank || !endsInOpenBlock(source) ? { status: "complete" } : incomplete(source);
  } catch (error) {
    if (!(error instanceof CellSyntaxError)) throw error;
  }
  if (shellHint(source) !== undefined) return { status: "invalid" };
  const { errors } = parseModule(source);
  const start = errors[0]?.labels[0]?.start ?? 0;
  const wantsMore =
    start >= source.trimEnd().length || // it ends where something is still to come
    source.slice(start).startsWith("`") ||
    source.slice(start).startsWith("/*");
  return wantsMore ? incomplete(source) : { status: "invalid" };
}

/** A last line that is indented, as in a body that is being typed, and no empty line after it. */
function endsInOpenBlock(source: string): boolean {
  const lines = source.split("\n");
  return lines.length > 1 && /^\s+\S.*[{([,]\s*$/.test(lines.at(-1) as string);
}

function incomplete(source: string): Completeness {
  const line = source.trimEnd().split("\n").at(-1) ?? "";
  const own = /^\s*/.exec(line)?.[0] ?? "";
  const unit = own.startsWith("\t") ? "\t" : "  ";
  const last = line.trimEnd().at(-1);
  const isOpening = (last !== undefined && opening.includes(last)) || line.trimEnd().endsWith("=>");
  return { status: "incomplete", indent: isOpening ? own + unit : own };
}
