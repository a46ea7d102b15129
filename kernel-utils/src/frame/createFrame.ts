import type { DataFrame } from "danfojs-node";
import { describeValue } from "../core";
import { loadDanfo } from "./danfo";
import { type Records, columnsOf, isRecords } from "./table";

/**
 * A danfojs DataFrame from columns of equal length, or from records; a key that a record lacks becomes null.
 * @throws TypeError if it is neither; RangeError if it is empty or columns differ in length;
 * Error if danfojs-node is not installed
 */
export function createFrame(data: Readonly<Record<string, ArrayLike<unknown>>> | Records): DataFrame {
  const columns = isRecords(data) ? columnsOfRecords(data) : plainColumns(data as Record<string, ArrayLike<unknown>>);
  const { DataFrame } = loadDanfo();
  return new DataFrame(columns);
}

function columnsOfRecords(records: Records): Record<string, unknown[]> {
  return Object.fromEntries(columnsOf(records).map((key) => [key, records.map((record) => record[key] ?? null)]));
}

function plainColumns(columns: Record<string, ArrayLike<unknown>>): Record<string, unknown[]> {
  if (typeof columns !== "object" || columns === null) {
    throw new TypeError(`data must be columns or records, got ${describeValue(columns)}; pass { name: [values] }`);
  }
  const entries = Object.entries(columns);
  const first = entries[0];
  if (first === undefined || Array.isArray(columns)) {
    throw new RangeError("data must have at least one column, got none; pass { name: [values] } or records");
  }
  for (const [name, values] of entries) {
    if (typeof values !== "object" || values === null || !Number.isInteger(values.length)) {
      throw new TypeError(`column ${name} must be an array, got ${describeValue(values)}; wrap a single value in [ ]`);
    }
    if (values.length === first[1].length && values.length > 0) continue;
    throw new RangeError(
      `columns must be of one length >= 1, got ${first[1].length} in ${first[0]} and ${values.length} in ${name}; a row needs a value of each`,
    );
  }
  return Object.fromEntries(entries.map(([name, values]) => [name, Array.from(values)]));
}
