import { createCellGraph, type CellGraph, type Translated } from "../translate";
import type { CellSources } from "../run";

/** A cell as it ran. */
interface RanCell {
  readonly source: string;
  readonly translated: Translated;
}

/** What is known of the cells that ran: their sources for tracebacks, and who declared which name. */
export interface Notebook extends CellSources {
  readonly graph: CellGraph;
  /** Keep a cell, so that errors of functions that it declares can be shown for as long as they live. */
  keep(count: number, cell: RanCell): void;
}

export function createNotebook(): Notebook {
  const cells = new Map<number, RanCell>();
  return {
    graph: createCellGraph(),
    keep: (count, cell) => void cells.set(count, cell),
    source: (count) => cells.get(count)?.source,
    position({ cell, line, column }) {
      const place = cells.get(cell)?.translated.position(line, column);
      return { cell, line: place?.line ?? line, column: place?.column ?? column };
    },
  };
}
