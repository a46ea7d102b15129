import * as fc from "fast-check";
import {
  type Figure,
  barChart,
  describe as describeFigure,
  heatmap,
  lineChart,
  scatterChart,
  treeChart,
  withSlider,
} from "kernel-utils/plot";
import { describe, expect, it } from "vitest";

const titles = { title: "标题", xTitle: "x", yTitle: "y" };
const number = fc.float({ noNaN: true, noDefaultInfinity: true });
const label = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("<s>", "</s>", "$a$", "&amp;", " ", "", "2001"),
);
/** Points as plain and as typed arrays. */
const points = fc.array(fc.record({ label, x: number, y: number }), { minLength: 1, maxLength: 30 }).map((list) => ({
  labels: list.map((point) => point.label),
  x: Float32Array.from(list, (point) => point.x),
  y: list.map((point) => point.y),
}));
type Points = typeof points extends fc.Arbitrary<infer P> ? P : never;

/** Every chart there is, made of the same points. */
const charts: Record<string, (points: Points) => Figure> = {
  "bars with labels": ({ labels, y }) => barChart({ x: labels, y, text: labels, highlight: [0], ...titles }),
  "bars at numbers": ({ x, y }) => barChart({ x, y, ...titles }),
  "bars before others": ({ labels, x, y }) => barChart({ x: labels, y, behind: { name: "<b>", y: x }, ...titles }),
  tree: ({ labels }) => treeChart({ labels, parents: labels.map((_, i) => i - 1), text: labels, dim: [0], ...titles }),
  lines: ({ x, y }) => lineChart({ series: [{ name: "a", x, y }], ...titles }),
  "lines over labels": ({ labels, y }) => lineChart({ series: [{ name: "<s>", x: labels, y }], ...titles }),
  points: ({ labels, x, y }) => scatterChart({ series: [{ name: "a", x, y, labels }], ...titles }),
  "heat map": ({ labels, x }) => heatmap({ z: [x, x], x: labels, ...titles }),
  slider: ({ labels, y }) =>
    withSlider({ label: "t", values: ["a", "b"], figure: (v) => barChart({ x: labels, y, ...titles, title: v }) }),
  "slider over heat maps": ({ x }) =>
    withSlider({ label: "t", values: [1, 2], figure: () => heatmap({ z: [x, x], ...titles }) }),
};

describe.each(Object.entries(charts))("%s", (_, chart) => {
  it("is plain JSON, equal after a round trip", () => {
    fc.assert(
      fc.property(points, (list) => {
        const figure = chart(list);
        expect(JSON.parse(JSON.stringify(figure))).toStrictEqual(figure);
      }),
    );
  });

  it("changes nothing that it is given, and gives the same for the same", () => {
    fc.assert(
      fc.property(points, (list) => {
        const before = structuredClone(list);
        const figure = chart(list);
        expect(list).toStrictEqual(before);
        expect(chart(list)).toStrictEqual(figure);
      }),
    );
  });

  it("leaves no tag, entity or maths for Plotly to read", () => {
    fc.assert(
      fc.property(points, (list) => {
        const strings = JSON.stringify(chart(list));
        expect(strings).not.toMatch(/<|\$|&(?!amp;|lt;|#36;)/);
      }),
    );
  });

  it("is described without being changed", () => {
    fc.assert(
      fc.property(points, (list) => {
        const figure = chart(list);
        const before = structuredClone(figure);
        expect(describeFigure(figure).length).toBeGreaterThan(0);
        expect(figure).toStrictEqual(before);
      }),
    );
  });
});
