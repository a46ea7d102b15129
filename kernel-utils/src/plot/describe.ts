import { readPlainText } from "./plainText";
import { treeLines } from "./describeTree";
import { highlightColor } from "./style";
import type { Axis, AxisValue, Figure, HeatmapTrace, Trace } from "./types";

/** Rows and columns written before the rest is only counted. */
const maxRows = 20;
const maxColumns = 8;

/**
 * The same as the picture in words and rows: title, axes, and the values of each trace.
 * Long ones are cut, with a note of how many were left out. Of a chart with a slider: what is shown first, and the choice.
 */
export function describe({ data, layout }: Figure): string {
  const lines = [
    readPlainText(layout.title.text),
    layout.yaxis.visible === false
      ? `x: ${axisName(layout.xaxis)}`
      : `x: ${axisName(layout.xaxis)}; y: ${axisName(layout.yaxis)}`,
    ...treeLines(data),
    ...data.flatMap((trace) => traceLines(trace, layout.xaxis, layout.yaxis)),
  ];
  for (const { active, currentvalue, steps } of layout.sliders ?? []) {
    const labels = steps.map(({ label }) => readPlainText(label));
    lines.push(`slider ${readPlainText(currentvalue.prefix)}${labels[active]} shown, of ${labels.join(", ")}`);
  }
  return lines.join("\n");
}

const axisName = ({ title, type }: Axis) => readPlainText(title.text) + (type === "log" ? " (log scale)" : "");

/** Five digits tell apart what a chart can show. */
const number = (value: number) => String(Number(value.toPrecision(5)));

/** A value of an axis as its tick reads. */
function tick(value: AxisValue, { ticktext }: Axis): string {
  if (typeof value === "string") return readPlainText(value);
  const text = ticktext?.[value];
  return text === undefined ? number(value) : readPlainText(text);
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function traceLines(trace: Trace, xaxis: Axis, yaxis: Axis): string[] {
  if (trace.type === "heatmap") return heatmapLines(trace, xaxis, yaxis);
  const { x, y, text, type } = trace;
  if (type === "scatter" && trace.hoverinfo === "skip") return []; // lines; and what treeLines says
  const noun = type === "bar" ? "bar" : "point";
  const name = trace.name === undefined ? "" : `${readPlainText(trace.name)}, `;
  const highlighted = type === "bar" && Array.isArray(trace.marker.color) ? trace.marker.color : [];
  const rows = x.slice(0, maxRows).map((value, i) => {
    const written = text?.[i] === undefined ? "" : ` (${readPlainText(text[i])})`;
    const mark = highlighted[i] === highlightColor ? " *" : "";
    return `  ${tick(value, xaxis)}: ${number(y[i]!)}${written}${mark}`;
  });
  return [`${name}${plural(x.length, noun)}:`, ...rows, ...leftOut(x.length - rows.length, noun)];
}

function heatmapLines({ x, y, z, colorbar }: HeatmapTrace, xaxis: Axis, yaxis: Axis): string[] {
  const columns = x.slice(0, maxColumns).map((value) => tick(value, xaxis));
  const cells = z.slice(0, maxRows).map((row, i) => [tick(y[i]!, yaxis)].concat(row.slice(0, maxColumns).map(number)));
  const table = [["", ...columns], ...cells];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const title = readPlainText(colorbar.title.text);
  return [
    `${title === "" ? "" : `${title}, `}${plural(z.length, "row")} of ${plural(x.length, "column")}:`,
    ...table.map((row) => `  ${row.map((cell, i) => cell.padStart(widths[i]!)).join("  ")}`),
    ...leftOut(z.length - cells.length, "row"),
    ...leftOut(x.length - columns.length, "column"),
  ];
}

const leftOut = (count: number, noun: string) => (count > 0 ? [`  … and ${plural(count, `more ${noun}`)}`] : []);
