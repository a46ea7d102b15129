import { inspect } from "node:util";

/** What a cell of a table says, on one line: numbers to six digits, null and NaN by their names. */
export function cellText(value: unknown): string {
  if (typeof value === "number") return String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));
  const text =
    typeof value === "object" && value !== null ? inspect(value, { depth: 1, breakLength: Infinity }) : String(value);
  return text.replaceAll("\r", "").replaceAll("\n", "⏎");
}

/** Numbers stand right, so that their digits line up. */
export function isNumeric(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint";
}
