import { describe as describeFigure, lineChart, scatterChart, type ScatterTrace } from "kernel-utils/plot";
import { describe, expect, it } from "vitest";

const titles = { title: "T", xTitle: "step", yTitle: "loss (nats)" };
const count = (length: number) => Array.from({ length }, (_, i) => i + 1);

describe.each([
  ["lineChart", lineChart],
  ["scatterChart", scatterChart],
])("%s", (_, chart) => {
  const one = (x: (string | number)[], y: number[], axes = {}) =>
    chart({ series: [{ name: "a", x, y }], ...titles, ...axes });

  it("draws each series in a colour and a shape of its own, with a legend if there are several", () => {
    const series = ["a", "<s>"].map((name) => ({ name, x: [1, 2], y: [3, 4] }));
    const { data, layout } = chart({ series, ...titles });
    const [first, second] = data as ScatterTrace[];
    expect(first).toMatchObject({ type: "scatter", name: "a", x: [1, 2], y: [3, 4] });
    expect(second!.name).toBe("&lt;s>");
    expect(first!.marker!.color).not.toBe(second!.marker!.color);
    expect(first!.marker!.symbol).not.toBe(second!.marker!.symbol);
    expect(layout.showlegend).toBe(true);
    expect(one([1], [2]).layout.showlegend).toBe(false);
  });

  it("has log axes", () => {
    expect(one([1, 10], [1, 100], { logX: true, logY: true }).layout).toMatchObject({
      xaxis: { type: "log" },
      yaxis: { type: "log" },
    });
    expect(one([1], [1], { logY: true }).layout).toMatchObject({ xaxis: { type: "linear" }, yaxis: { type: "log" } });
  });

  it("puts the labels of all series on one axis, in the order in which they appear", () => {
    const series = [
      { name: "a", x: ["x", "y"], y: [1, 2] },
      { name: "b", x: ["y", "z", "y"], y: [1, 2, 3] },
      { name: "c", x: [7], y: [4] },
    ];
    const { data, layout } = chart({ series, ...titles });
    expect(layout.xaxis).toMatchObject({ type: "category", categoryarray: ["x", "y", "z", "7"] });
    expect(data.map((trace) => (trace as ScatterTrace).x)).toEqual([["x", "y"], ["y", "z", "y"], ["7"]]);
  });

  it.each([
    [[], RangeError, "series must have at least one entry, got none"],
    [[{ name: "a", x: [], y: [] }], RangeError, "series[0].y must have at least one value, got none"],
    [[{ name: "a", x: [1], y: [1, 2] }], RangeError, "series[0].x must be as long as series[0].y, got 1 and 2"],
    [[{ name: "a", x: [1], y: [Infinity] }], RangeError, "series[0].y[0] must be finite, got Infinity"],
    [[{ name: "a", x: [Number.NaN], y: [1] }], RangeError, "series[0].x[0] must be finite, got NaN"],
  ])("refuses %j", (series, kind, message) => {
    const draw = () => chart({ series, ...titles });
    expect(draw).toThrow(kind);
    expect(draw).toThrow(message);
  });

  it("refuses what has no logarithm on a log axis", () => {
    expect(() => one([0, 1], [1, 1], { logX: true })).toThrow("series[0].x[0] must be > 0 on a log axis, got 0");
    expect(() => one([1, 1], [1, -1], { logY: true })).toThrow("series[0].y[1] must be > 0 on a log axis, got -1");
    expect(() => one(["a"], [1], { logX: true })).toThrow(RangeError);
  });
});

describe("lineChart", () => {
  it("marks the points of short lines only", () => {
    const modeOf = (length: number) => {
      const { data } = lineChart({ series: [{ name: "a", x: count(length), y: count(length) }], ...titles });
      return (data[0] as ScatterTrace).mode;
    };
    expect(modeOf(30)).toBe("lines+markers");
    expect(modeOf(31)).toBe("lines");
  });
});

describe("scatterChart", () => {
  it("writes labels beside the points", () => {
    const { data } = scatterChart({ series: [{ name: "a", x: [1, 2], y: [3, 4], labels: ["猫", "<b>"] }], ...titles });
    expect(data[0]).toMatchObject({ mode: "markers+text", text: ["猫", "&lt;b>"] });
    expect(scatterChart({ series: [{ name: "a", x: [1], y: [3] }], ...titles }).data[0]).toMatchObject({
      mode: "markers",
    });
  });

  it("shows labels at the pointer where there are many", () => {
    const series = [{ name: "a", x: [1, 2], y: [3, 4], labels: ["cat", "dog"] }];
    const figure = scatterChart({ series, ...titles, labelsOn: "pointer" });
    expect(figure.data[0]).toMatchObject({ mode: "markers", text: ["cat", "dog"], hoverinfo: "text" });
    expect(describeFigure(figure)).toContain("1: 3 (cat)");
    const wrong = "hover" as "pointer";
    expect(() => scatterChart({ series, ...titles, labelsOn: wrong })).toThrow(
      'labelsOn must be "points" or "pointer", got "hover"',
    );
  });

  it("refuses as many labels as there are no points", () => {
    const draw = () => scatterChart({ series: [{ name: "a", x: [1, 2], y: [3, 4], labels: ["a"] }], ...titles });
    expect(draw).toThrow("series[0].labels must be as long as series[0].x, got 1 and 2");
  });
});
