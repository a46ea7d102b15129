import type { Position } from "./types";

/** The lines of a text, to turn offsets into positions and back. */
export interface Lines {
  /** Offsets outside the text count as its start or end. */
  position(offset: number): Position;
  /** Positions outside the text count as the nearest one inside. */
  offset(position: Position): number;
}

const lineBreak = /\r\n|[\n\r\u2028\u2029]/g;

/** Lines end as JavaScript's do. */
export function linesOf(text: string): Lines {
  const starts = [0];
  for (const match of text.matchAll(lineBreak)) starts.push(match.index + match[0].length);
  return {
    position(offset) {
      const at = Math.min(Math.max(offset, 0), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] as number) <= at) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: at - (starts[low] as number) };
    },
    offset({ line, column }) {
      if (line < 1) return 0;
      const start = starts[line - 1];
      if (start === undefined) return text.length;
      return Math.min(start + Math.max(column, 0), starts[line] ?? text.length, text.length);
    },
  };
}
