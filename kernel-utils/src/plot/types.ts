/** What stands on an axis: a label or a number. */
export type AxisValue = string | number;

/** An axis of a figure. On "log" axes `range` holds powers of ten, on "category" axes positions. */
export interface Axis {
  title: { text: string };
  type: "linear" | "log" | "category";
  automargin: true;
  /** Whether it is drawn; default true. */
  visible?: false;
  /** Whether lines cross the chart at its ticks, and a darker one at 0; default true. */
  showgrid?: false;
  zeroline?: false;
  range?: [number, number];
  autorange?: "reversed";
  categoryorder?: "array";
  categoryarray?: string[];
  tickmode?: "array" | "linear";
  tickvals?: number[];
  ticktext?: string[];
  tick0?: number;
  dtick?: number;
}

/** Bars: one for each x. */
export interface BarTrace {
  type: "bar";
  x: AxisValue[];
  y: number[];
  /** What the bars are called, where there are others behind them. */
  name?: string;
  /** In places of the x axis. */
  width?: number;
  text?: string[];
  textposition?: "outside";
  cliponaxis?: false;
  marker: { color: string | string[] };
}

/** On which side of its point a label stands. */
export type LabelPlace = `${"top" | "bottom"} ${"left" | "center" | "right"}` | `middle ${"left" | "right"}`;

/** A line, or points: one for each pair of x and y. */
export interface ScatterTrace {
  type: "scatter";
  mode: "lines" | "lines+markers" | "markers" | "markers+text" | "text";
  name: string;
  x: AxisValue[];
  y: number[];
  text?: string[];
  textposition?: LabelPlace[];
  /** A colour a text. */
  textfont?: { color: string[] };
  hoverinfo?: "text" | "skip";
  cliponaxis?: false;
  /** Of a tree: the index of each node's parent, -1 for the root. */
  customdata?: number[];
  line?: { color: string; dash: string; width?: number };
  marker?: { color: string; symbol: string };
}

/** A matrix as colours: z[row][column]. */
export interface HeatmapTrace {
  type: "heatmap";
  z: number[][];
  x: AxisValue[];
  y: AxisValue[];
  zmin?: number;
  zmax?: number;
  colorscale: "Viridis" | [number, string][];
  colorbar: { title: { text: string } };
}

export type Trace = BarTrace | ScatterTrace | HeatmapTrace;

/** A slider; moving it to a step plays the frame of that name. */
export interface Slider {
  active: number;
  currentvalue: { prefix: string };
  y: number;
  yanchor: "bottom";
  pad: { b: number };
  steps: { label: string; method: "animate"; args: [[string], object] }[];
}

/** Stands so many pixels below the top edge, whatever is below it. */
export interface Title {
  text: string;
  y: 1;
  yanchor: "top";
  pad: { t: number };
}

export interface Layout {
  title: Title;
  width: number;
  height: number;
  margin: { t: number; r: number; b: number; l: number };
  font: { family: string; size: number };
  showlegend: boolean;
  /** Bars at one place are drawn over each other. */
  barmode?: "overlay";
  hovermode: "closest";
  xaxis: Axis;
  yaxis: Axis;
  sliders?: Slider[];
}

/** What one position of a slider shows. */
export interface Frame {
  name: string;
  data: Trace[];
  layout: Partial<Layout>;
}

/** A chart as Plotly's JSON, plain data through and through. Only what plotly.js 3 and 4 both know. */
export interface Figure {
  data: Trace[];
  layout: Layout;
  frames?: Frame[];
}
