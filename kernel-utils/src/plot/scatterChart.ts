import { describeValue } from "../core";
import { chartLayout } from "./layout";
import { plainText } from "./plainText";
import { type Series, type SeriesChartOptions, seriesOnAxes } from "./series";
import { seriesStyle } from "./style";
import { labelPlaces } from "./labelPlaces";
import type { Axis, AxisValue, Figure, LabelPlace } from "./types";
import { sameLength } from "./values";

/** Points, each with a label if labels are given. */
export interface LabelledSeries extends Series {
  labels?: ArrayLike<string>;
}

export interface ScatterChartOptions extends SeriesChartOptions<LabelledSeries> {
  /** Where labels stand: beside their points, or, where there are too many to read, at the one under the pointer. */
  labelsOn?: "points" | "pointer";
}

/**
 * Points.
 * @throws RangeError if there is nothing to draw, lengths differ, or a value is not finite (or not > 0 on a log axis)
 */
export function scatterChart(options: ScatterChartOptions): Figure {
  const { labelsOn = "points" } = options;
  if (labelsOn !== "points" && labelsOn !== "pointer") {
    throw new RangeError(`labelsOn must be "points" or "pointer", got ${describeValue(labelsOn)}`);
  }
  const { xaxis, yaxis, series } = seriesOnAxes(options);
  const placesOf = labelsOn === "pointer" ? [] : labelPlacesOf(series, [xaxis, yaxis], options.series);
  return {
    data: series.map(({ name, x, y }, i) => {
      const labels = options.series[i]?.labels;
      const { color, symbol } = seriesStyle(i);
      const points = { type: "scatter" as const, name, x, y, marker: { color, symbol } };
      if (!labels) return { ...points, mode: "markers" };
      sameLength(`series[${i}].labels`, labels.length, `series[${i}].x`, x.length);
      const text = Array.from(labels, (label) => plainText(label));
      if (labelsOn === "pointer") return { ...points, mode: "markers", text, hoverinfo: "text" };
      return { ...points, mode: "markers+text", text, textposition: placesOf[i]!, cliponaxis: false };
    }),
    layout: chartLayout(options.title, xaxis, yaxis, { showLegend: series.length > 1 }),
  };
}

/** Where the labels of each series stand, so that none hides another's or a point. */
function labelPlacesOf(
  series: readonly { x: AxisValue[]; y: number[] }[],
  [xaxis, yaxis]: readonly [Axis, Axis],
  sources: readonly LabelledSeries[],
): LabelPlace[][] {
  const along = ({ type, categoryarray = [] }: Axis, value: AxisValue) => {
    if (typeof value === "string") return categoryarray.indexOf(value);
    return type === "log" ? Math.log10(value) : value;
  };
  const points = series.map(({ x, y }, i) =>
    x.map((value, k) => ({ x: along(xaxis, value), y: along(yaxis, y[k]!), label: sources[i]?.labels?.[k] ?? "" })),
  );
  const places = labelPlaces(points.flat());
  return points.map(({ length }) => places.splice(0, length));
}
