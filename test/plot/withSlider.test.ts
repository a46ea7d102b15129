import {
  type Figure,
  type HeatmapTrace,
  barChart,
  heatmap,
  lineChart,
  scatterChart,
  withSlider,
} from "kernel-utils/plot";
import { describe, expect, it } from "vitest";

const titles = { xTitle: "x", yTitle: "y" };
const bars = (x: string[], y: number[], title = "T") => barChart({ x, y, title, ...titles });
const ranges = ({ layout }: Figure) => [layout.xaxis.range, layout.yaxis.range];

describe("withSlider", () => {
  const values = [0.1, 0.5, 0.9];
  const figure = (t: number) => bars(["a", "b"], [t, 1 - t], `T = ${t}`);
  const slid = withSlider({ label: "temperature", values, figure, active: 1 });

  it("has a frame for each value, and a slider that plays them", () => {
    expect(slid.frames!.map(({ name }) => name)).toEqual(["0.1", "0.5", "0.9"]);
    expect(slid.frames!.map(({ data }) => data)).toEqual(values.map((value) => figure(value).data));
    expect(slid.frames!.map(({ layout }) => layout.title!.text)).toEqual(["T = 0.1", "T = 0.5", "T = 0.9"]);
    const slider = slid.layout.sliders![0]!;
    expect(slider).toMatchObject({ active: 1, currentvalue: { prefix: "temperature: " } });
    expect(slider.steps.map(({ label, args }) => [label, args[0]])).toEqual([
      ["0.1", ["0.1"]],
      ["0.5", ["0.5"]],
      ["0.9", ["0.9"]],
    ]);
  });

  it("shows the active value first, and the first by default", () => {
    expect(slid.data).toEqual(figure(0.5).data);
    expect(slid.layout.title.text).toBe("T = 0.5");
    const first = withSlider({ label: "temperature", values, figure });
    expect(first.layout.sliders![0]!.active).toBe(0);
    expect(first.data).toEqual(figure(0.1).data);
  });

  it("calls figure once a value, in order", () => {
    const seen: number[] = [];
    withSlider({ label: "t", values, figure: (t) => (seen.push(t), figure(t)) });
    expect(seen).toEqual(values);
  });

  it("holds the axes still: bars stand on 0, with room for what is written above", () => {
    const [xRange, yRange] = ranges(slid);
    expect(xRange).toEqual([-0.5, 1.5]);
    expect(yRange![0]).toBe(0);
    expect(yRange![1]).toBeGreaterThan(0.9);
    const down = withSlider({ label: "t", values: [1, 2], figure: (t) => bars(["a"], [-t]) });
    expect(down.layout.yaxis.range![0]).toBeLessThan(-2);
    expect(down.layout.yaxis.range![1]).toBe(0);
    const flat = withSlider({ label: "t", values: [1, 2], figure: () => bars(["a"], [0]) });
    expect(flat.layout.yaxis.range).toEqual([0, 0]);
  });

  it("keeps a place for every label of any frame", () => {
    const labels = [["a", "b"], ["b", "c"], ["d"]];
    const { layout, frames } = withSlider({
      label: "k",
      values: [0, 1, 2],
      figure: (i) =>
        bars(
          labels[i]!,
          labels[i]!.map(() => 1),
        ),
    });
    expect(layout.xaxis).toMatchObject({ categoryarray: ["a", "b", "c", "d"], range: [-0.5, 3.5] });
    expect(frames![2]!.layout.xaxis!.categoryarray).toEqual(["a", "b", "c", "d"]);
  });

  it("changes the labels of places with the frame", () => {
    const tokens = [
      ["the", "the"],
      ["a", "a"],
    ];
    const { frames, layout } = withSlider({ label: "s", values: [0, 1], figure: (i) => bars(tokens[i]!, [1, 2]) });
    expect(frames!.map((frame) => frame.layout.xaxis!.ticktext)).toEqual(tokens);
    expect(layout.xaxis.range).toEqual([-0.5, 1.5]);
  });

  it("spans the points of all frames, in powers of ten on log axes", () => {
    const line = (t: number) =>
      lineChart({ series: [{ name: "a", x: [1, 10 ** t], y: [t, 2 * t] }], title: "T", ...titles, logX: true });
    const [xRange, yRange] = ranges(withSlider({ label: "t", values: [1, 3], figure: line }));
    expect(xRange![0]).toBeCloseTo(-0.15, 10);
    expect(xRange![1]).toBeCloseTo(3.15, 10);
    expect(yRange![0]).toBeCloseTo(0.75, 10);
    expect(yRange![1]).toBeCloseTo(6.25, 10);
  });

  it("keeps a heat map's rows from the top, and one scale of colours", () => {
    const map = (t: number) => heatmap({ z: [[t], [2 * t]], title: "T", ...titles });
    const { data, frames, layout } = withSlider({ label: "t", values: [1, 5], figure: map });
    for (const trace of [data[0], frames![0]!.data[0], frames![1]!.data[0]]) {
      expect(trace).toMatchObject({ zmin: 1, zmax: 10 });
    }
    expect(layout.yaxis.range).toEqual([1.5, -0.5]);
    expect(layout.xaxis.range).toEqual([-0.5, 0.5]);
  });

  it("leaves a heat map's own range of colours", () => {
    const map = (t: number) => heatmap({ z: [[t]], title: "T", ...titles, zRange: [-1, 1] });
    const { frames } = withSlider({ label: "t", values: [0.1, 0.5], figure: map });
    expect(frames!.map(({ data }) => (data[0] as HeatmapTrace).zmax)).toEqual([1, 1]);
  });

  it.each([
    [{ values: [] }, "values must have at least one entry, got none"],
    [{ values: [1, 2, 1] }, "values must all differ, got 1 twice"],
    [{ values: [1, 2], active: 2 }, "active must be an integer in [0, 1], got 2"],
  ])("refuses %j", (options, message) => {
    const make = () => withSlider({ label: "t", figure, ...options });
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
  });

  it("refuses charts of different kinds", () => {
    const point = scatterChart({ series: [{ name: "a", x: [1], y: [1] }], title: "T", ...titles });
    const make = () => withSlider({ label: "t", values: [1, 2], figure: (t) => (t === 1 ? figure(t) : point) });
    expect(make).toThrow(
      "figure must give charts of one kind, got [category linear bar] at 1 and [linear linear scatter] at 2",
    );
  });
});
