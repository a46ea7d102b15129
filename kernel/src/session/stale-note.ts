import { cellLabel } from "../run";
import type { Stale } from "../translate";

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
  const html = text
    .replaceAll("<", "&lt;")
    .replaceAll(/`([^`]+)`/g, "<code>$1</code>")
    .replaceAll("\n", "<br>");
  return {
    data: { "text/plain": text, "text/html": `<small style="opacity:.7">${html}</small>` },
    metadata: {},
    transient: {},
  };
}
