import { checkInteger } from "../core";

export interface TableOptions {
  /** Rows beyond these are left out and counted in a note; an integer >= 1, by default 20. */
  maxRows?: number;
}

/**
 * The first rows, and a note of how many were left out ("" if none).
 * @throws RangeError if maxRows is no integer >= 1
 */
export function limitRows<T>(
  rows: readonly T[],
  { maxRows = 20 }: TableOptions,
): { shown: readonly T[]; note: string } {
  checkInteger("maxRows", maxRows, 1);
  const left = rows.length - maxRows;
  const note = left > 0 ? `… and ${left} more ${left === 1 ? "row" : "rows"} of ${rows.length}` : "";
  return { shown: rows.slice(0, maxRows), note };
}
