import { chartLayout } from "./layout";
import { type Series, type SeriesChartOptions, seriesOnAxes } from "./series";
import { seriesStyle } from "./style";
import type { Figure } from "./types";

/** Up to this many points a line also shows where its points are. */
const maxMarkers = 30;

/**
 * Lines through points, in the order given.
 * @throws RangeError if there is nothing to draw, lengths differ, or a value is not finite (or not > 0 on a log axis)
 */
export function lineChart(options: SeriesChartOptions<Series>): Figure {
  const { xaxis, yaxis, series } = seriesOnAxes(options);
  return {
    data: series.map(({ name, x, y }, i) => {
      const { color, dash, symbol } = seriesStyle(i);
      const line = { type: "scatter" as const, name, x, y, line: { color, dash } };
      if (y.length > maxMarkers) return { ...line, mode: "lines" };
      return { ...line, mode: "lines+markers", marker: { color, symbol } };
    }),
    layout: chartLayout(options.title, xaxis, yaxis, { showLegend: series.length > 1 }),
  };
}
