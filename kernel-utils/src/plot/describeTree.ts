import { readPlainText } from "./plainText";
import { dimColor, highlightColor } from "./style";
import type { ScatterTrace, Trace } from "./types";

/**
 * The nodes of a tree chart, each below its parent and set in by a step: its label, the text below its branch, * where it is
 * lit, brackets where it stands back. None of another chart.
 */
export function treeLines(data: readonly Trace[]): string[] {
  const isOfTree = (trace: Trace): trace is ScatterTrace => trace.type === "scatter" && trace.customdata !== undefined;
  const [labels, below] = data.filter(isOfTree);
  if (labels === undefined) return [];
  const parents = labels.customdata!;
  const textOf = (node: number) => {
    const label = readPlainText(labels.text![node]!);
    const text = below === undefined ? label : `${label} (${readPlainText(below.text![node]!)})`;
    const color = labels.textfont!.color[node];
    return color === dimColor ? `[${text}]` : color === highlightColor ? `${text} *` : text;
  };
  const linesOf = (node: number, indent: string): string[] => [
    `${indent}${textOf(node)}`,
    ...parents.flatMap((parent, child) => (parent === node ? linesOf(child, `${indent}  `) : [])),
  ];
  return [`tree of ${parents.length} ${parents.length === 1 ? "node" : "nodes"}:`, ...linesOf(0, "  ")];
}
