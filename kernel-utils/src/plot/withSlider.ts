import { checkInteger } from "../core";
import { axisRanges, colorRange } from "./frameRanges";
import { plainText } from "./plainText";
import type { AxisValue, Figure, Frame, HeatmapTrace, Slider, Trace } from "./types";

export interface SliderOptions<V extends AxisValue> {
  /** What the slider sets, such as "temperature". */
  label: string;
  /** Its positions, all different, in order. */
  values: readonly V[];
  /** The chart at a value: at each value of the same kind, with as many traces. Called once a value. */
  figure: (value: V) => Figure;
  /** The position shown first, an index; 0 by default. */
  active?: number;
}

/** The room that the slider takes between title and chart, in pixels: below it would lie over long labels. */
const sliderHeight = 80;

/**
 * One chart that follows a knob: a frame for each value, and a slider to move between them.
 * The axes, and the colours of a heat map, span what all frames need, so that nothing jumps.
 * @throws RangeError if there are no values, two are equal, active is no index of them, or the charts differ in kind
 */
export function withSlider<V extends AxisValue>({ label, values, figure, active = 0 }: SliderOptions<V>): Figure {
  if (values.length === 0)
    throw new RangeError("values must have at least one entry, got none; there is nothing to draw");
  const names = values.map((value) => plainText(String(value)));
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) throw new RangeError(`values must all differ, got ${repeated} twice; leave one out`);
  checkInteger("active", active, 0, values.length - 1);

  const figures = values.map((value) => figure(value));
  checkSameKind(figures, names);
  const first = figures[active]!;
  const axes = axisRanges(figures);
  const colors = colorRange(figures.flatMap(({ data }) => data).filter(isHeatmap));
  const inColor = (trace: Trace): Trace => (isHeatmap(trace) ? { ...trace, ...colors } : trace);
  const layoutOf = ({ layout }: Figure) => ({
    title: layout.title,
    xaxis: { ...layout.xaxis, ...axes.xaxis },
    yaxis: { ...layout.yaxis, ...axes.yaxis },
  });
  const frames = figures.map((each, i): Frame => ({
    name: names[i]!,
    data: each.data.map(inColor),
    layout: layoutOf(each),
  }));
  const { height, margin } = first.layout;
  const room = { height: height + sliderHeight, margin: { ...margin, t: margin.t + sliderHeight } };
  const layout = { ...first.layout, ...layoutOf(first), ...room };
  const slider = sliderOf(label, names, active);
  return { data: first.data.map(inColor), layout: { ...layout, sliders: [slider] }, frames };
}

const isHeatmap = (trace: Trace): trace is HeatmapTrace => trace.type === "heatmap";

function sliderOf(label: string, names: readonly string[], active: number): Slider {
  const atOnce = { mode: "immediate", frame: { duration: 0, redraw: true }, transition: { duration: 0 } };
  return {
    active,
    currentvalue: { prefix: `${plainText(label)}: ` },
    y: 1,
    yanchor: "bottom",
    pad: { b: 20 },
    steps: names.map((name) => ({ label: name, method: "animate", args: [[name], atOnce] })),
  };
}

/** A frame replaces the traces of the chart one by one: it can't add, drop or turn one into another. */
function checkSameKind(figures: readonly Figure[], names: readonly string[]): void {
  const kindOf = ({ data, layout }: Figure) =>
    [layout.xaxis.type, layout.yaxis.type, ...data.map(({ type }) => type)].join(" ");
  for (const [i, figure] of figures.entries()) {
    if (kindOf(figure) === kindOf(figures[0]!)) continue;
    throw new RangeError(
      `figure must give charts of one kind, got [${kindOf(figures[0]!)}] at ${names[0]} and [${kindOf(figure)}] at ${names[i]}; draw the same traces at each value`,
    );
  }
}
