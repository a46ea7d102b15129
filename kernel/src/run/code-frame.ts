/** A place in a cell as its author wrote it: lines from 1, columns from 0. */
export interface CellPlace {
  readonly cell: number;
  readonly line: number;
  readonly column: number;
}

/** Runs that a front end does not want counted are told from those with a number by one from here on. */
export const firstUnnumbered = 1_000_000_000;

/** A cell as a reader knows it: by the number in its prompt. */
export const cellLabel = (run: number): string => (run < firstUnnumbered ? `[${run}]` : "[ ]");

export const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
export const dim = (text: string): string => `\u001b[2m${text}\u001b[22m`;

/**
 * The line of a place with its neighbours, and a caret below it.
 * @param width how many characters the place spans
 */
export function codeFrame(source: string, { cell, line, column }: CellPlace, width = 1): string {
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
  return [dim(`Cell ${cellLabel(cell)}, line ${line}`), ...shown].join("\n");
}
