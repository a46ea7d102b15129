import { axisValues, categoryAxis, quantityAxis } from "./axis";
import { plainText } from "./plainText";
import type { Axis, AxisValue } from "./types";
import { finiteNumbers, positiveNumbers, sameLength } from "./values";

/** Numbers that belong together: one line, or points of one colour. */
export interface Series {
  name: string;
  /** Numbers, or labels of places along the axis. */
  x: ArrayLike<AxisValue>;
  /** As many as x; finite. */
  y: ArrayLike<number>;
}

export interface SeriesChartOptions<S extends Series> {
  /** At least one; with more than one a legend shows. */
  series: readonly S[];
  title: string;
  xTitle: string;
  /** What is measured, with its unit. */
  yTitle: string;
  /** Powers of ten evenly spaced: every x must be > 0. */
  logX?: boolean;
  /** Likewise for y. */
  logY?: boolean;
}

/**
 * The axes that hold all series, and the values of each as plain, checked arrays.
 * @throws RangeError if there is no series, one is empty, lengths differ, or a value doesn't fit its axis
 */
export function seriesOnAxes(options: SeriesChartOptions<Series>): {
  xaxis: Axis;
  yaxis: Axis;
  series: { name: string; x: AxisValue[]; y: number[] }[];
} {
  const { xTitle, yTitle, logX = false, logY = false } = options;
  if (options.series.length === 0) {
    throw new RangeError("series must have at least one entry, got none; there is nothing to draw");
  }
  const isText = options.series.some(({ x }) => Array.from(x).some((value) => typeof value === "string"));
  const series = options.series.map((source, i) => {
    const y = finiteNumbers(`series[${i}].y`, source.y);
    const x = axisValues(`series[${i}].x`, isText ? Array.from(source.x, String) : source.x);
    sameLength(`series[${i}].x`, x.length, `series[${i}].y`, y.length);
    if (logX) positiveNumbers(`series[${i}].x`, x);
    if (logY) positiveNumbers(`series[${i}].y`, y);
    return { name: plainText(source.name), x, y };
  });
  const labels = () => [...new Set(series.flatMap(({ x }) => x as string[]))];
  const xaxis = isText ? categoryAxis(xTitle, labels()) : quantityAxis(xTitle, logX);
  return { xaxis, yaxis: quantityAxis(yTitle, logY), series };
}
