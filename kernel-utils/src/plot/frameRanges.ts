import type { Axis, AxisValue, Figure, HeatmapTrace, Trace } from "./types";

/** Room beyond the outermost values, as a part of the span between them. */
const padding = 0.05;
/** More room above bars, for what is written there. */
const barPadding = 0.12;

/** What to set on both axes so that they hold still while the frames change: ranges, and the labels of all frames. */
export function axisRanges(figures: readonly Figure[]): { xaxis: Partial<Axis>; yaxis: Partial<Axis> } {
  return { xaxis: axisRange(figures, "x"), yaxis: axisRange(figures, "y") };
}

/** The smallest and the largest value of all heat maps, where none was asked for. */
export function colorRange(traces: readonly HeatmapTrace[]): { zmin?: number; zmax?: number } {
  if (traces.length === 0 || traces[0]!.zmin !== undefined) return {};
  const [zmin, zmax] = extent(traces.flatMap(({ z }) => z.flat()));
  return { zmin, zmax };
}

function axisRange(figures: readonly Figure[], side: "x" | "y"): Partial<Axis> {
  const axes = figures.map(({ layout }) => layout[`${side}axis`]);
  const { type, autorange } = axes[0]!;
  const traces = figures.flatMap(({ data }) => data);
  const fixed = (range: [number, number]): Partial<Axis> => ({ range: autorange ? [range[1], range[0]] : range });
  if (type === "category") {
    const categoryarray = [...new Set(axes.flatMap((axis) => axis.categoryarray ?? []))];
    return { categoryarray, ...fixed([-0.5, categoryarray.length - 0.5]) };
  }
  const numbers = traces.flatMap((trace) => trace[side]) as AxisValue[] as number[];
  if (type === "log") return fixed(padded(extent(numbers.map(Math.log10)), padding, padding));
  if (takesWholePlaces(traces[0]!, side)) return fixed(widened(extent(numbers)));
  if (traces[0]!.type !== "bar") return fixed(padded(extent(numbers), padding, padding));
  // Bars stand on 0; no room is left beyond it.
  const [low, high] = extent([...numbers, 0]);
  return fixed(padded([low, high], low < 0 ? barPadding : 0, high > 0 ? barPadding : 0));
}

/** Bars stand on places of the x axis, the cells of a heat map on places of both. */
const takesWholePlaces = (trace: Trace, side: "x" | "y") =>
  trace.type === "heatmap" || (trace.type === "bar" && side === "x");

const widened = ([low, high]: [number, number]): [number, number] => [low - 0.5, high + 0.5];

function padded([low, high]: [number, number], below: number, above: number): [number, number] {
  const span = high - low || Math.abs(high) || 1;
  return [low - below * span, high + above * span];
}

function extent(numbers: readonly number[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const number of numbers) {
    low = Math.min(low, number);
    high = Math.max(high, number);
  }
  return [low, high];
}
