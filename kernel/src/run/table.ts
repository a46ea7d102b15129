/** Rows and columns that are shown; what lies beyond is counted under the table. */
const most = { rows: 100, columns: 30 };

/** A table, as much of it as is shown. */
export interface Table {
  readonly columns: readonly string[];
  /** rows[row][column] */
  readonly rows: readonly (readonly unknown[])[];
  /** A name a row; none for records. */
  readonly index: readonly (string | number)[] | undefined;
  /** How much is not shown; "" where all is. */
  readonly note: string;
}

type Row = Record<string, unknown>;

/** A DataFrame or a Series of danfo's, as far as it is read here. */
interface Frame {
  readonly columns: readonly string[];
  readonly index: readonly (string | number)[];
  /** values[row][column]; of a Series values[row] */
  readonly values: readonly unknown[];
  readonly $isSeries: boolean;
}

const isPlain = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

function isFrame(value: unknown): value is Frame {
  if (typeof value !== "object" || value === null || isPlain(value) || Array.isArray(value)) return false;
  const { columns, index, values, $isSeries } = value as Partial<Frame>;
  if (!Array.isArray(columns) || !Array.isArray(index) || !Array.isArray(values)) return false;
  return typeof $isSeries === "boolean" && ($isSeries || values.every(Array.isArray));
}

/** The table in a danfo DataFrame or Series; undefined for all else. */
export function frameTable(value: unknown): Table | undefined {
  if (!isFrame(value)) return undefined;
  const rows = value.values.slice(0, most.rows).map((row) => (value.$isSeries ? [row] : (row as unknown[])));
  return cut(value.columns.map(String), rows, value.index, value.values.length);
}

/** The table that an array of at least two records makes; undefined for all else. */
export function recordsTable(value: unknown): Table | undefined {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isPlain)) return undefined;
  const shown = value.slice(0, most.rows) as Row[];
  const columns = [...new Set(shown.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return undefined;
  const rows = shown.map((row) => columns.map((column) => row[column]));
  return cut(columns, rows, undefined, value.length);
}

function cut(columns: readonly string[], rows: Table["rows"], index: Table["index"], numRows: number): Table {
  const left = [...more(numRows - most.rows, "row"), ...more(columns.length - most.columns, "column")];
  return {
    columns: columns.slice(0, most.columns),
    rows: rows.map((row) => row.slice(0, most.columns)),
    index: index?.slice(0, most.rows),
    note: left.length > 0 ? `… ${left.join(", ")}` : "",
  };
}

/** That so many are left out, where any are. */
const more = (count: number, thing: string): string[] =>
  count > 0 ? [`${count} more ${thing}${count === 1 ? "" : "s"}`] : [];
