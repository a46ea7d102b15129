/** Eight colours that stay apart for colour-blind readers. Source: Okabe & Ito 2008, "Color Universal Design". */
export const palette: readonly string[] = [
  "#0072B2", // blue
  "#D55E00", // vermilion
  "#009E73", // bluish green
  "#CC79A7", // reddish purple
  "#E69F00", // orange
  "#56B4E9", // sky blue
  "#000000", // black
  "#F0E442", // yellow
];

/** Lines and points differ in shape too, for print in black and white. */
const dashes = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];
const symbols = ["circle", "square", "diamond", "triangle-up", "cross", "x"];

/** How the series at `index` is drawn; colours repeat after eight, shapes after six. */
export function seriesStyle(index: number): { color: string; dash: string; symbol: string } {
  const pick = (list: readonly string[]) => list[index % list.length]!;
  return { color: pick(palette), dash: pick(dashes), symbol: pick(symbols) };
}

/** For values on both sides of 0: blue below, white at 0, vermilion above. */
export const divergingScale: [number, string][] = [
  [0, palette[0]!],
  [0.5, "#FFFFFF"],
  [1, palette[1]!],
];

/** For shares of 1, such as probabilities: white is none, vermilion all. */
export const shareScale: [number, string][] = [
  [0, "#FFFFFF"],
  [1, palette[1]!],
];

/** Bars that are meant, and bars that stand back when some are highlighted. */
export const barColor = palette[0]!;
export const highlightColor = palette[1]!;

/** For what is there to compare with, or was not looked at: dark enough to be read. */
export const dimColor = "#8C8C8C";
export const behindColor = "#C9D6DF";

/** Latin letters first, then a Chinese face of each system. */
export const fontFamily =
  '"Open Sans", "Helvetica Neue", Arial, "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
