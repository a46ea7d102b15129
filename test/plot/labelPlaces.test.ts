import { type ScatterTrace, scatterChart } from "kernel-utils/plot";
import { describe, expect, it } from "vitest";

type Point = [x: number | string, y: number, label?: string];
/** Where the labels of one series stand, with others' points in the way. */
function placesOf(points: Point[], options: { logX?: boolean; others?: Point[] } = {}) {
  const { logX = false, others = [] } = options;
  const seriesOf = (name: string, all: Point[]) => ({ name, x: all.map(([x]) => x), y: all.map(([, y]) => y) });
  const labelled = { ...seriesOf("a", points), labels: points.map(([, , label = "label"]) => label) };
  const series = others.length === 0 ? [labelled] : [labelled, seriesOf("b", others)];
  const { data } = scatterChart({ series, logX, title: "T", xTitle: "x", yTitle: "y" });
  return (data[0] as ScatterTrace).textposition;
}
const corners: Point[] = [
  [0, 0],
  [100, 100],
];

describe("labels beside points", () => {
  it("stand above their points where there is room", () => {
    expect(placesOf(corners)).toEqual(["top center", "top center"]);
    expect(placesOf([[5, 5]])).toEqual(["top center"]);
  });

  it("give way to other labels", () => {
    expect(placesOf([...corners, [50, 50], [52, 50]])!.slice(2)).toEqual(["top center", "bottom center"]);
  });

  it("give way to points, of other series too", () => {
    expect(placesOf([...corners, [50, 50]], { others: [[50, 54]] })!.slice(2)).toEqual(["middle right"]);
  });

  it("take as much room as they are long", () => {
    const pair = (label: string): Point[] => [...corners, [50, 50, label], [58, 50, label]];
    expect(placesOf(pair("k 5"))!.slice(2)).toEqual(["top center", "top center"]);
    expect(placesOf(pair("Melville"))!.slice(2)).toEqual(["top center", "middle right"]);
    expect(placesOf(pair("我喜欢你"))!.slice(2)).toEqual(["top center", "middle right"]);
  });

  it("know a log axis and an axis of labels", () => {
    const near: Point[] = [
      [1, 1],
      [2, 1],
      [1000, 1],
    ];
    expect(placesOf(near)).toEqual(["top center", "bottom center", "top center"]);
    expect(placesOf(near, { logX: true })).toEqual(["top center", "top center", "top center"]);
    expect(placesOf(near.map(([x, y]): Point => [String(x), y]))).toEqual(["top center", "top center", "top center"]);
  });

  it("stay above where no side is free", () => {
    const crowd = Array.from({ length: 12 }, (): Point => [50, 50]);
    expect(placesOf([...corners, ...crowd])!.at(-1)).toBe("top center");
  });
});
