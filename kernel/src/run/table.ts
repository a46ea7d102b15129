import { inspect } from "node:util";

/** Rows and columns that are shown; what lies beyond is counted under the table. */
const most = { rows: 100, columns: 30 };

type Row = Record<string, unknown>;

/** A data frame of danfo's, as far as it is read here. */
interface Frame {
  readonly columns: readonly string[];
  readonly index: readonly (string | number)[];
  readonly values: readonly (readonly unknown[])[];
}

const isPlain = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

function isFrame(value: unknown): value is Frame {
  if (typeof value !== "object" || value === null || isPlain(value) || Array.isArray(value)) return false;
  const { columns, index, values } = value as Partial<Frame>;
  return Array.isArray(columns) && Array.isArray(index) && Array.isArray(values) && values.every(Array.isArray);
}

/** HTML of a data frame or of an array of at least two records; undefined for all else. */
export function tableOf(value: unknown): string | undefined {
  if (isFrame(value)) return tableHtml(value.columns, value.values, value.index);
  if (!Array.isArray(value) || value.length < 2 || !value.every(isPlain)) return undefined;
  const columns = [...new Set(value.slice(0, most.rows).flatMap((row: Row) => Object.keys(row)))];
  if (columns.length === 0) return undefined;
  const rows = value.slice(0, most.rows).map((row: Row) => columns.map((column) => row[column]));
  return tableHtml(columns, rows, undefined, value.length);
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => entities[character] as string);
const written = (value: unknown): string =>
  value === undefined
    ? ""
    : escaped(typeof value === "string" ? value : inspect(value, { depth: 1, breakLength: Infinity }));
const isNumber = (value: unknown): boolean => typeof value === "number" || typeof value === "bigint";

function tableHtml(
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
  index?: readonly (string | number)[],
  numRows = rows.length,
): string {
  const shown = columns.slice(0, most.columns);
  const cell = (value: unknown) => `<td${isNumber(value) ? ' style="text-align:right"' : ""}>${written(value)}</td>`;
  const lines = rows.slice(0, most.rows).map((row, i) => {
    const name = index === undefined ? "" : `<th>${written(index[i])}</th>`;
    return `<tr>${name}${shown.map((_, column) => cell(row[column])).join("")}</tr>`;
  });
  const corner = index === undefined ? "" : "<th></th>";
  const head = `<tr>${corner}${shown.map((column) => `<th>${escaped(String(column))}</th>`).join("")}</tr>`;
  const left = [
    ...(numRows > lines.length ? [`${numRows - lines.length} more rows`] : []),
    ...(columns.length > shown.length ? [`${columns.length - shown.length} more columns`] : []),
  ];
  const note = left.length > 0 ? `<p>… ${left.join(", ")}</p>` : "";
  return `<table><thead>${head}</thead><tbody>${lines.join("")}</tbody></table>${note}`;
}
