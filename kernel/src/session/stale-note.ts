import { cellLabel } from "../run";
import type { Stale } from "../translate";
import { quietNote } from "./quiet-note";

/** One quiet line about cells that used what a name stood for before: display_data's content. */
export function staleNote(stale: readonly Stale[]): object {
  const parts = stale.map(({ name, executions }) => ({
    cells: executions.map(cellLabel).join(", "),
    name,
    isOne: executions.length === 1,
  }));
  const text = parts
    .map(
      ({ cells, name, isOne }) =>
        `${isOne ? "cell" : "cells"} ${cells} used the old \`${name}\`; rerun ${isOne ? "it" : "them"}`,
    )
    .join("\n");
  return quietNote(text);
}
