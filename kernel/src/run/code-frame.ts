import { dim, red } from "./colours";
import { scriptLabel } from "./script-names";

/** A place in a cell, or in a file that cells import: lines from 1, columns from 0. */
export interface CodePlace {
  /** V8's name of what ran: see `scriptName` and `moduleScriptName`. */
  readonly script: string;
  readonly line: number;
  readonly column: number;
}

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
  return [dim(`${scriptLabel(script)}, line ${line}`), ...shown].join("\n");
}
