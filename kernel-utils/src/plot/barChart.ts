import { checkInteger } from "../core";
import { placesAxis, quantityAxis } from "./axis";
import { chartLayout } from "./layout";
import { plainText } from "./plainText";
import { barColor, highlightColor } from "./style";
import type { AxisValue, Figure } from "./types";
import { finiteNumbers, sameLength } from "./values";

export interface BarChartOptions {
  /** A label a bar, or a number. */
  x: ArrayLike<AxisValue>;
  /** A height a bar, as many as x; finite. */
  y: ArrayLike<number>;
  title: string;
  xTitle: string;
  /** What is measured, with its unit. */
  yTitle: string;
  /** What is written above each bar, as many as x. */
  text?: ArrayLike<AxisValue>;
  /** The bars drawn in the accent colour, by index. */
  highlight?: ArrayLike<number>;
}

/**
 * Bars, in the order given.
 * @throws RangeError if there is nothing to draw, lengths differ, a value is not finite, or highlight has no such bar
 */
export function barChart({ x, y, title, xTitle, yTitle, text, highlight = [] }: BarChartOptions): Figure {
  const heights = finiteNumbers("y", y);
  const { axis, at } = placesAxis("x", xTitle, x);
  sameLength("x", at.length, "y", heights.length);
  if (text) sameLength("text", text.length, "x", at.length);
  const accented = new Set(Array.from(highlight));
  for (const index of accented) checkInteger("highlight", index, 0, at.length - 1);
  const color = accented.size === 0 ? barColor : at.map((_, i) => (accented.has(i) ? highlightColor : barColor));
  const written = text && {
    text: Array.from(text, (value) => plainText(String(value))),
    textposition: "outside" as const,
    cliponaxis: false as const,
  };
  return {
    data: [{ type: "bar", x: at, y: heights, ...written, marker: { color } }],
    layout: chartLayout(title, axis, quantityAxis(yTitle)),
  };
}
