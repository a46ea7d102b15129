import type { Table } from "./table";
import { isNumber, written } from "./table-cell";

/** East Asian characters take two places of a fixed-width font. */
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF01-\uFF60]/u;
const longest = 60;

const widthOf = (text: string): number => {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : 1;
  return width;
};

function textOf(value: unknown): string {
  const text = written(value).replaceAll(/\s+/g, " ");
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** A table as lines of text, its columns aligned in a fixed-width font. */
export function tableText({ columns, rows, index, note }: Table): string {
  const names = index === undefined ? [] : [{ cells: ["", ...index.map(textOf)], isRight: false }];
  const values = columns.map((column, i) => ({
    cells: [textOf(column), ...rows.map((row) => textOf(row[i]))],
    isRight: rows.every((row) => isNumber(row[i])),
  }));
  const padded = [...names, ...values].map(({ cells, isRight }) => {
    const width = Math.max(...cells.map(widthOf));
    return cells.map((text) => {
      const space = " ".repeat(width - widthOf(text));
      return isRight ? space + text : text + space;
    });
  });
  const lines = Array.from({ length: rows.length + 1 }, (_, line) =>
    padded
      .map((cells) => cells[line])
      .join("  ")
      .trimEnd(),
  );
  return [...lines, ...(note === "" ? [] : [note])].join("\n");
}
