import { plainText } from "./plainText";
import { fontFamily } from "./style";
import type { Axis, Layout } from "./types";

/** The layout that all charts share: of fixed size, since slides and static pages draw that more steadily. */
export function chartLayout(title: string, xaxis: Axis, yaxis: Axis, options: { showLegend?: boolean } = {}): Layout {
  return {
    title: { text: plainText(title), y: 1, yanchor: "top", pad: { t: 20 } },
    width: 700,
    height: 420,
    margin: { t: 60, r: 30, b: 60, l: 70 },
    font: { family: fontFamily, size: 13 },
    showlegend: options.showLegend ?? false,
    hovermode: "closest",
    xaxis,
    yaxis,
  };
}
