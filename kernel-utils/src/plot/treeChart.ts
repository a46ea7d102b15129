import { checkInteger, describeValue } from "../core";
import { emptyAxis, stepAxis } from "./axis";
import { chartLayout } from "./layout";
import { plainText } from "./plainText";
import { barColor, dimColor, highlightColor } from "./style";
import { placeTree, walkAlong } from "./treePlaces";
import type { AxisValue, Figure, ScatterTrace } from "./types";
import { sameLength } from "./values";

export interface TreeChartOptions {
  /** What is written on the branch that leads to each node; node 0 is the root. */
  labels: ArrayLike<string>;
  /** The index of each node's parent, as many as labels: -1 for the root, else an earlier node. */
  parents: ArrayLike<number>;
  title: string;
  /** What a step from a node to its children is. */
  xTitle: string;
  /** What is written below each branch, as many as labels. */
  text?: ArrayLike<AxisValue>;
  /** The nodes that are lit, by index, with the way to them. */
  highlight?: ArrayLike<number>;
  /** The nodes that stand back, by index. One that leads to a node that doesn't is drawn like that one. */
  dim?: ArrayLike<number>;
}

/** Height of one leaf, and of all that is no leaf, in pixels. */
const leafHeight = 48;
const frameHeight = 150;

/** How far from its branch a text stands, in leaves. */
const textDistance = 0.26;

/**
 * A tree from left to right: a column a step, a leaf below the other, in the order given.
 * @throws RangeError if there is no node, lengths differ, a parent is no earlier node, or highlight or dim has no such node
 */
export function treeChart(options: TreeChartOptions): Figure {
  const { title, xTitle, text, highlight = [], dim = [] } = options;
  const labels = Array.from(options.labels, (label) => plainText(label));
  const parents = checkedParents(Array.from(options.parents));
  sameLength("labels", labels.length, "parents", parents.length);
  if (text) sameLength("text", text.length, "labels", labels.length);
  const places = placeTree(parents);
  const lit = withWay(parents, nodesOf("highlight", highlight, labels.length));
  const back = nodesOf("dim", dim, labels.length);
  const all = new Set(labels.keys());
  const clear = withWay(parents, new Set([...all].filter((node) => lit.has(node) || !back.has(node))));
  const colors = labels.map((_, i) => (lit.has(i) ? highlightColor : clear.has(i) ? barColor : dimColor));
  const branches = (nodes: ReadonlySet<number>, color: string, width: number): ScatterTrace => {
    const line = { color, dash: "solid", width };
    return { type: "scatter", mode: "lines", name: "", ...walkAlong(parents, places, nodes), line, hoverinfo: "skip" };
  };
  const written = (texts: string[], distance: number): ScatterTrace => {
    const at = { x: places.map(({ depth }) => depth), y: places.map(({ height }) => height + distance) };
    return {
      type: "scatter",
      mode: "text",
      name: "",
      ...at,
      text: texts,
      textfont: { color: colors },
      customdata: parents,
      hoverinfo: "skip",
    };
  };
  const below = text && [
    written(
      Array.from(text, (value) => plainText(String(value))),
      -textDistance,
    ),
  ];
  const numLeaves = labels.length - new Set(parents.filter((parent) => parent >= 0)).size;
  return {
    data: [
      branches(all, dimColor, 1),
      branches(clear, barColor, 1.5),
      branches(lit, highlightColor, 4),
      written(labels, textDistance),
      ...(below ?? []),
    ],
    layout: {
      ...chartLayout(title, stepAxis(xTitle), emptyAxis()),
      height: Math.max(300, numLeaves * leafHeight + frameHeight),
    },
  };
}

function checkedParents(parents: number[]): number[] {
  if (parents.length === 0) throw new RangeError("parents must have at least one value, got none; the root's is -1");
  for (const [i, parent] of parents.entries()) {
    if (i === 0 ? parent === -1 : Number.isInteger(parent) && parent >= 0 && parent < i) continue;
    const rule = i === 0 ? "-1, the root's" : `an integer in [0, ${i - 1}], an earlier node's`;
    throw new RangeError(`parents[${i}] must be ${rule}, got ${describeValue(parent)}`);
  }
  return parents;
}

function nodesOf(name: string, nodes: ArrayLike<number>, numNodes: number): Set<number> {
  for (const node of Array.from(nodes)) checkInteger(name, node, 0, numNodes - 1);
  return new Set(Array.from(nodes));
}

/** The nodes and those on the way to them from the root. */
function withWay(parents: readonly number[], nodes: ReadonlySet<number>): Set<number> {
  const all = new Set<number>();
  for (const node of nodes) for (let i = node; i >= 0 && !all.has(i); i = parents[i]!) all.add(i);
  return all;
}
