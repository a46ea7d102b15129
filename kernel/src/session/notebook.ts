import { createCellGraph, type CellGraph } from "../translate";
import type { CellSources, ScriptSource } from "../run";

/** What is known of what ran: its sources for tracebacks, and who declared which name. */
export interface Notebook extends CellSources {
  readonly graph: CellGraph;
  /** Keep a cell's or a file's source, so that errors of functions that it declares can be shown as long as they live. */
  keep(script: string, source: ScriptSource): void;
}

export function createNotebook(): Notebook {
  const sources = new Map<string, ScriptSource>();
  return {
    graph: createCellGraph(),
    keep: (script, source) => void sources.set(script, source),
    source: (script) => sources.get(script)?.source,
    position({ script, line, column }) {
      return { script, ...(sources.get(script)?.position(line, column) ?? { line, column }) };
    },
  };
}
