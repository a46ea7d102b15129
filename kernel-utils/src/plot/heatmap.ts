import { placesAxis } from "./axis";
import { chartLayout } from "./layout";
import { plainText } from "./plainText";
import { divergingScale, shareScale } from "./style";
import type { AxisValue, Figure } from "./types";
import { finiteNumbers, sameLength } from "./values";

export interface HeatmapOptions {
  /** [numRows, numColumns], finite; row 0 is drawn at the top, as a matrix is written. */
  z: ArrayLike<ArrayLike<number>>;
  /** A label a column; 0, 1, 2, ... by default. */
  x?: ArrayLike<AxisValue>;
  /** A label a row; 0, 1, 2, ... by default. */
  y?: ArrayLike<AxisValue>;
  title: string;
  xTitle: string;
  yTitle: string;
  /** What the colours measure, with its unit. */
  zTitle?: string;
  /** The values of the first and the last colour; the smallest and largest z by default. */
  zRange?: readonly [number, number];
}

/**
 * A matrix as colours. A zRange that is even about 0, such as [-1, 1], is drawn blue below 0, white at 0, orange above; the
 * zRange [0, 1] of shares and probabilities white at 0 and orange at 1.
 * @throws RangeError if z is empty, its rows differ in length, a value is not finite, labels don't fit, or zRange is empty
 */
export function heatmap({ z, x, y, title, xTitle, yTitle, zTitle = "", zRange }: HeatmapOptions): Figure {
  const rows = Array.from(z, (row, i) => finiteNumbers(`z[${i}]`, row));
  const width = rows[0]?.length ?? 0;
  if (width === 0) throw new RangeError("z must have at least one row, got none; there is nothing to draw");
  for (const [i, row] of rows.entries()) sameLength(`z[${i}]`, row.length, "z[0]", width);
  const columns = placesAxis("x", xTitle, x ?? Array.from({ length: width }, (_, i) => i));
  const lines = placesAxis("y", yTitle, y ?? rows.map((_, i) => i));
  sameLength("x", columns.at.length, "z[0]", width);
  sameLength("y", lines.at.length, "z", rows.length);
  if (zRange && !(zRange[0] < zRange[1])) {
    throw new RangeError(
      `zRange must be [low, high] with low < high, got [${zRange.join(", ")}]; swap them or leave it out`,
    );
  }
  return {
    data: [
      {
        type: "heatmap",
        z: rows,
        x: columns.at,
        y: lines.at,
        ...(zRange && { zmin: zRange[0], zmax: zRange[1] }),
        colorscale: scaleOf(zRange),
        colorbar: { title: { text: plainText(zTitle) } },
      },
    ],
    layout: chartLayout(title, columns.axis, { ...lines.axis, autorange: "reversed" }),
  };
}

function scaleOf(zRange: readonly [number, number] | undefined): "Viridis" | [number, string][] {
  if (zRange === undefined) return "Viridis";
  const [low, high] = zRange;
  if (low === -high) return divergingScale;
  return low === 0 && high === 1 ? shareScale : "Viridis";
}
