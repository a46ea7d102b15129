import { cellText, isNumeric } from "./cell";
import { escapeHtml } from "./escapeHtml";
import { type TableOptions, limitRows } from "./rowLimit";
import { type FrameLike, type Records, tableOf } from "./table";

/**
 * A table as HTML: everything in it escaped, no scripts. danfo has no HTML of its own.
 * @throws TypeError if `value` is no table; RangeError if maxRows is no integer >= 1
 */
export function toHtml(value: FrameLike | Records, options: TableOptions = {}): string {
  const { columns, index, rows } = tableOf(value);
  const { shown, note } = limitRows(rows, options);
  const corner = index ? "<th></th>" : "";
  const titles = columns.map((column, i) =>
    headerCell(column, shown.length > 0 && shown.every((row) => isNumeric(row[i]))),
  );
  const lines = shown.map((row, i) => {
    const name = index ? headerCell(index[i]!, false) : "";
    return `<tr>${name}${row.map(dataCell).join("")}</tr>`;
  });
  const table = `<table><thead><tr>${corner}${titles.join("")}</tr></thead><tbody>${lines.join("")}</tbody></table>`;
  return note === "" ? table : `${table}<p>${note}</p>`;
}

const aligned = (isRight: boolean) => `style="text-align:${isRight ? "right" : "left"}"`;

const headerCell = (text: string, isRight: boolean) => `<th ${aligned(isRight)}>${escapeHtml(text)}</th>`;

function dataCell(value: unknown): string {
  const text = escapeHtml(cellText(value));
  // In italics, so that a missing value can't be taken for the word.
  const isMissing = value === null || value === undefined || Number.isNaN(value);
  return `<td ${aligned(isNumeric(value))}>${isMissing ? `<em>${text}</em>` : text}</td>`;
}
