import type { Table } from "./table";
import { isNumber, written } from "./table-cell";

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (value: unknown): string =>
  written(value).replaceAll(/[&<>"]/g, (character) => entities[character] as string);

/** A table as HTML. */
export function tableHtml({ columns, rows, index, note }: Table): string {
  const cell = (value: unknown) => `<td${isNumber(value) ? ' style="text-align:right"' : ""}>${escaped(value)}</td>`;
  const name = (value: unknown) => `<th>${escaped(value)}</th>`;
  const lines = rows.map(
    (row, i) => `<tr>${index === undefined ? "" : name(index[i])}${row.map((value) => cell(value)).join("")}</tr>`,
  );
  const head = `<tr>${index === undefined ? "" : "<th></th>"}${columns.map((column) => name(column)).join("")}</tr>`;
  const below = note === "" ? "" : `<p>${note}</p>`;
  return `<table><thead>${head}</thead><tbody>${lines.join("")}</tbody></table>${below}`;
}
