import { describeValue } from "../core";

/** What makes a value a table of danfo's, without loading danfo to ask: a DataFrame or a Series. */
export interface FrameLike {
  readonly columns: string[];
  readonly index: (string | number)[];
  readonly values: unknown;
  readonly $isSeries: boolean;
}

/** Rows as plain objects: a key a column. */
export type Records = readonly Readonly<Record<string, unknown>>[];

/** A table, ready to be written out. */
export interface Table {
  readonly columns: readonly string[];
  /** A name a row; none for records. */
  readonly index: readonly string[] | undefined;
  /** rows[row][column] */
  readonly rows: readonly (readonly unknown[])[];
}

export function isFrame(value: unknown): value is FrameLike {
  if (typeof value !== "object" || value === null) return false;
  const { columns, index, values, $isSeries } = value as Partial<FrameLike>;
  return typeof $isSeries === "boolean" && [columns, index, values].every((part) => Array.isArray(part));
}

/** True of a non-empty array of plain objects. */
export function isRecords(value: unknown): value is Records {
  return Array.isArray(value) && value.length > 0 && value.every(isPlainObject);
}

/** @throws TypeError if `value` is neither a DataFrame or Series nor an array of plain objects */
export function tableOf(value: FrameLike | Records): Table {
  if (isFrame(value)) {
    const values = value.values as unknown[];
    const rows = value.$isSeries ? values.map((entry) => [entry]) : (values as unknown[][]);
    return { columns: value.columns.map(String), index: value.index.map(String), rows };
  }
  if (isRecords(value)) {
    const columns = columnsOf(value);
    return { columns, index: undefined, rows: value.map((record) => columns.map((column) => record[column])) };
  }
  throw new TypeError(
    `a table must be a DataFrame, a Series or an array of plain objects with at least one, got ${describeValue(value)}; make one with createFrame`,
  );
}

/** The keys of all records, in the order in which they first appear. */
export function columnsOf(records: Records): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}

function isPlainObject(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
