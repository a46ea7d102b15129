import { cellText, isNumeric } from "./cell";
import { type TableOptions, limitRows } from "./rowLimit";
import { type FrameLike, type Records, tableOf } from "./table";

/**
 * A table as lines of text, its columns aligned in a fixed-width font.
 * @throws TypeError if `value` is no table; RangeError if maxRows is no integer >= 1
 */
export function toText(value: FrameLike | Records, options: TableOptions = {}): string {
  const { columns, index, rows } = tableOf(value);
  const { shown, note } = limitRows(rows, options);
  const names = index ? [{ cells: ["", ...index.slice(0, shown.length)], isRight: false }] : [];
  const parts = columns.map((column, i) => {
    const values = shown.map((row) => row[i]);
    return {
      cells: [cellText(column), ...values.map(cellText)],
      isRight: values.length > 0 && values.every(isNumeric),
    };
  });
  const padded = [...names, ...parts].map(({ cells, isRight }) => {
    const width = Math.max(...cells.map(displayWidth));
    return cells.map((cell) => pad(cell, width, isRight));
  });
  const lines = Array.from({ length: shown.length + 1 }, (_, i) =>
    padded
      .map((cells) => cells[i])
      .join("  ")
      .trimEnd(),
  );
  return [...lines, ...(note === "" ? [] : [note])].join("\n");
}

function pad(cell: string, width: number, isRight: boolean): string {
  const space = " ".repeat(width - displayWidth(cell));
  return isRight ? space + cell : cell + space;
}

/** East Asian characters take two places of a fixed-width font. */
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF01-\uFF60]/u;

function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : 1;
  return width;
}
