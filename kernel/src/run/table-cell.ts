import { inspect } from "node:util";

/** What stands in a table's cell, in one line. */
export const written = (value: unknown): string => {
  if (value === undefined) return "";
  return typeof value === "string" ? value : inspect(value, { depth: 1, breakLength: Infinity });
};

/** Numbers stand at the right of their cells. */
export const isNumber = (value: unknown): boolean => typeof value === "number" || typeof value === "bigint";
