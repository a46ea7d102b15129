import { type BarTrace, barChart } from "kernel-utils/plot";
import { describe, expect, it } from "vitest";

const titles = { title: "Next token", xTitle: "token", yTitle: "probability" };
const barsOf = (options: { x: (string | number)[]; y: number[]; text?: string[]; highlight?: number[] }) => {
  const { data, layout } = barChart({ ...options, ...titles });
  return { bars: data[0] as BarTrace, layout };
};

describe("barChart", () => {
  it("draws a bar for each label, in the order given", () => {
    const { bars, layout } = barsOf({ x: ["让", "是"], y: [0.8, 0.2] });
    expect(bars).toMatchObject({ type: "bar", x: ["让", "是"], y: [0.8, 0.2] });
    expect(layout.xaxis).toMatchObject({ type: "category", categoryarray: ["让", "是"], title: { text: "token" } });
    expect(layout.yaxis).toMatchObject({ type: "linear", title: { text: "probability" } });
    expect(layout).toMatchObject({ title: { text: "Next token" }, width: 700, height: 420, showlegend: false });
    expect(layout.font.family).toContain('"Noto Sans CJK SC"');
  });

  it("takes labels for labels, even if they look like numbers or dates, or numbers stand among them", () => {
    for (const x of [["2001", "10"], ["1999-01-01"], ["a", 1]]) {
      const { bars, layout } = barsOf({ x, y: x.map(() => 1) });
      expect(layout.xaxis.type).toBe("category");
      expect(bars.x).toEqual(x.map(String));
    }
  });

  it("keeps a place for each of equal labels", () => {
    const { bars, layout } = barsOf({ x: ["the", "cat", "the"], y: [1, 2, 3] });
    expect(bars.x).toEqual([0, 1, 2]);
    expect(layout.xaxis).toMatchObject({ type: "linear", tickvals: [0, 1, 2], ticktext: ["the", "cat", "the"] });
  });

  it("ticks few whole numbers one by one, and leaves other numbers to Plotly", () => {
    expect(barsOf({ x: [1, 2, 3], y: [1, 1, 1] }).layout.xaxis).toMatchObject({ type: "linear", dtick: 1 });
    for (const x of [
      [0.5, 1],
      [1, 1000],
    ]) {
      expect(barsOf({ x, y: [1, 1] }).layout.xaxis).not.toHaveProperty("dtick");
    }
  });

  it("writes every label of up to 40, and leaves more to Plotly", () => {
    const labels = (count: number) => Array.from({ length: count }, (_, i) => `w${i}`);
    const axisOf = (count: number) => barsOf({ x: labels(count), y: labels(count).map(() => 1) }).layout.xaxis;
    expect(axisOf(40)).toMatchObject({ dtick: 1 });
    expect(axisOf(41)).not.toHaveProperty("dtick");
  });

  it("shows text as it is written: no tags, no entities, no maths", () => {
    const { bars } = barsOf({ x: ["<s>", "&lt;", "$x$"], y: [1, 2, 3], text: ["<b>", "b", "c"] });
    expect(bars.x).toEqual(["&lt;s>", "&amp;lt;", "&#36;x&#36;"]);
    expect(bars.text).toEqual(["&lt;b>", "b", "c"]);
    const { layout } = barChart({ x: [1], y: [1], title: "<s>", xTitle: "a & b", yTitle: "$" });
    expect([layout.title.text, layout.xaxis.title.text, layout.yaxis.title.text]).toEqual([
      "&lt;s>",
      "a &amp; b",
      "&#36;",
    ]);
  });

  it("shows white space by signs", () => {
    expect(barsOf({ x: [" ", "\n", "\t\r", "", "a b"], y: [1, 2, 3, 4, 5] }).bars.x).toEqual([
      "␣",
      "⏎",
      "⇥␍",
      "(empty)",
      "a b",
    ]);
  });

  it("accents the bars to be highlighted", () => {
    const plain = barsOf({ x: ["a", "b"], y: [1, 2] }).bars.marker.color;
    const [first, second] = barsOf({ x: ["a", "b"], y: [1, 2], highlight: [1] }).bars.marker.color as string[];
    expect(first).toBe(plain);
    expect(second).not.toBe(plain);
  });

  it("draws wide, pale bars behind others, to compare with", () => {
    const behind = { name: "before", y: [3, 4] };
    const { data, layout } = barChart({ x: ["a", "b"], y: [1, 2], behind, name: "after", ...titles });
    const [back, front] = data as BarTrace[];
    expect([back!.name, back!.y, front!.name, front!.y]).toEqual(["before", [3, 4], "after", [1, 2]]);
    expect(back!.width!).toBeGreaterThan(front!.width!);
    expect(layout.barmode).toBe("overlay");
    const widthAt = (x: number[]) =>
      (barChart({ x, y: x, behind: { name: "", y: x }, ...titles }).data[0] as BarTrace).width;
    expect(widthAt([10, 30, 50])).toBe(20 * back!.width!);
    expect([widthAt([7]), widthAt([7, 7])]).toEqual([back!.width, back!.width]);
    const short = () => barChart({ x: ["a"], y: [1], behind, ...titles });
    expect(short).toThrow(new RangeError("behind.y must be as long as x, got 2 and 1; each point needs one of both"));
  });

  it.each([
    [{ x: [], y: [] }, RangeError, "y must have at least one value, got none"],
    [{ x: ["a"], y: [1, 2] }, RangeError, "x must be as long as y, got 1 and 2"],
    [{ x: ["a"], y: [Number.NaN] }, RangeError, "y[0] must be finite, got NaN"],
    [{ x: ["a", "b"], y: [1, -Infinity] }, RangeError, "y[1] must be finite, got -Infinity"],
    [{ x: ["a"], y: ["1" as unknown as number] }, TypeError, 'y[0] must be a number, got "1"'],
    [{ x: [Number.NaN], y: [1] }, RangeError, "x[0] must be finite, got NaN"],
    [{ x: ["a", null as unknown as string], y: [1, 2] }, TypeError, "x[1] must be text or a finite number, got null"],
    [{ x: ["a"], y: [1], text: ["a", "b"] }, RangeError, "text must be as long as x, got 2 and 1"],
    [{ x: ["a"], y: [1], highlight: [1] }, RangeError, "highlight must be an integer in [0, 0], got 1"],
  ])("refuses %j", (options, kind, message) => {
    expect(() => barsOf(options)).toThrow(kind);
    expect(() => barsOf(options)).toThrow(message);
  });
});
