export { type BarChartOptions, barChart } from "./barChart";
export { describe } from "./describe";
export { type HeatmapOptions, heatmap } from "./heatmap";
export { lineChart } from "./lineChart";
export { type LabelledSeries, scatterChart } from "./scatterChart";
export type { Series, SeriesChartOptions } from "./series";
export { treeChart, type TreeChartOptions } from "./treeChart";
export type {
  Axis,
  AxisValue,
  BarTrace,
  Figure,
  Frame,
  HeatmapTrace,
  LabelPlace,
  Layout,
  ScatterTrace,
  Slider,
  Trace,
} from "./types";
export { type SliderOptions, withSlider } from "./withSlider";
