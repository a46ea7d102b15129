import { checkInteger } from "../core";
import { placesAxis, quantityAxis } from "./axis";
import { chartLayout } from "./layout";
import { plainText } from "./plainText";
import { barColor, behindColor, highlightColor } from "./style";
import type { AxisValue, BarTrace, Figure } from "./types";
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
  /** Wide, pale bars behind these, as many as x, to compare with. */
  behind?: { name: string; y: ArrayLike<number> };
  /** What the bars in front are called, beside those behind; default yTitle. */
  name?: string;
}

/**
 * Bars, in the order given.
 * @throws RangeError if there is nothing to draw, lengths differ, a value is not finite, or highlight has no such bar
 */
export function barChart(options: BarChartOptions): Figure {
  const { x, y, title, xTitle, yTitle, text, highlight = [], behind, name = yTitle } = options;
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
  const bars: BarTrace = { type: "bar", x: at, y: heights, ...written, marker: { color } };
  const layout = chartLayout(title, axis, quantityAxis(yTitle));
  if (behind === undefined) return { data: [bars], layout };
  const back = finiteNumbers("behind.y", behind.y);
  sameLength("behind.y", back.length, "x", at.length);
  const width = spaceBetween(at);
  const paleBars: BarTrace = { type: "bar", x: at, y: back, marker: { color: behindColor } };
  return {
    data: [
      { ...paleBars, name: plainText(behind.name), width: 0.9 * width },
      { ...bars, name: plainText(name), width: 0.45 * width },
    ],
    layout: { ...layout, barmode: "overlay" },
  };
}

/** How far apart the nearest two bars stand; labels have places 1 apart. */
function spaceBetween(at: readonly AxisValue[]): number {
  const numbers = at.filter((value) => typeof value === "number").toSorted((a, b) => a - b);
  const spaces = numbers
    .slice(1)
    .map((value, i) => value - numbers[i]!)
    .filter((space) => space > 0);
  return spaces.length === 0 ? 1 : Math.min(...spaces);
}
