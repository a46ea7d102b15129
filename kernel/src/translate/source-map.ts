import type { Position } from "./types";

const digits = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].map((c, i) => [c, i]));

/** The numbers of one Base64 VLQ segment. */
function decodeSegment(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const char of segment) {
    const digit = digits.get(char) ?? 0;
    value += (digit & 31) << shift;
    if ((digit & 32) !== 0) {
      shift += 5;
      continue;
    }
    numbers.push((value & 1) === 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}

/**
 * The lookup of a one-source source map: a generated position -> the nearest mapped one at or before it.
 * Source: https://tc39.es/ecma426/#sec-source-map-format
 */
export function originalPosition(mappings: string): (position: Position) => Position {
  const lines: { generated: number; position: Position }[][] = [];
  let line = 0;
  let column = 0;
  for (const text of mappings.split(";")) {
    const segments: { generated: number; position: Position }[] = [];
    let generated = 0;
    for (const segment of text === "" ? [] : text.split(",")) {
      const [step = 0, source, lineStep = 0, columnStep = 0] = decodeSegment(segment);
      generated += step;
      if (source === undefined) continue;
      line += lineStep;
      column += columnStep;
      segments.push({ generated, position: { line: line + 1, column } });
    }
    lines.push(segments);
  }
  return ({ line: at, column: wanted }) => {
    const here = lines[at - 1] ?? [];
    const found = here.findLast((segment) => segment.generated <= wanted) ?? here[0];
    if (found !== undefined) return found.position;
    const before = lines.slice(0, Math.max(at - 1, 0)).findLast((segments) => segments.length > 0);
    return before?.at(-1)?.position ?? { line: 1, column: 0 };
  };
}
