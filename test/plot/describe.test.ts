import { barChart, describe as describeFigure, heatmap, lineChart, scatterChart, withSlider } from "kernel-utils/plot";
import { describe, expect, it } from "vitest";

const titles = { title: "After <s>", xTitle: "token & more", yTitle: "probability" };

describe("figures in words", () => {
  it("says what a bar chart shows, marking what is highlighted", () => {
    const figure = barChart({ x: ["<s>", "让"], y: [0.25, 2 / 3], text: ["1/4", "2/3"], highlight: [1], ...titles });
    expect(describeFigure(figure)).toBe(
      ["After <s>", "x: token & more; y: probability", "2 bars:", "  <s>: 0.25 (1/4)", "  让: 0.66667 (2/3) *"].join(
        "\n",
      ),
    );
  });

  it("names bars that stand before others, and those", () => {
    const figure = barChart({ x: ["a"], y: [1], behind: { name: "<b>", y: [2] }, ...titles });
    expect(describeFigure(figure).split("\n").slice(2)).toEqual([
      "<b>, 1 bar:",
      "  a: 2",
      "probability, 1 bar:",
      "  a: 1",
    ]);
  });

  it("names the places of equal labels", () => {
    expect(describeFigure(barChart({ x: ["a", "a"], y: [1, 2], ...titles }))).toContain("  a: 1\n  a: 2");
  });

  it("says which axis is logarithmic, and what each series is called", () => {
    const series = [
      { name: "train", x: [1, 10], y: [5, 0.1234567] },
      { name: "验证", x: [1], y: [6] },
    ];
    expect(describeFigure(lineChart({ series, ...titles, logX: true }))).toBe(
      [
        "After <s>",
        "x: token & more (log scale); y: probability",
        "train, 2 points:",
        "  1: 5",
        "  10: 0.12346",
        "验证, 1 point:",
        "  1: 6",
      ].join("\n"),
    );
  });

  it("writes the labels of points", () => {
    const series = [{ name: "a", x: [1], y: [2], labels: ["<b>"] }];
    expect(describeFigure(scatterChart({ series, ...titles }))).toContain("  1: 2 (<b>)");
  });

  it("cuts what is long, and counts what it leaves out", () => {
    const x = Array.from({ length: 23 }, (_, i) => i);
    const lines = describeFigure(barChart({ x, y: x, ...titles })).split("\n");
    expect(lines).toHaveLength(3 + 20 + 1);
    expect(lines.at(-1)).toBe("  … and 3 more bars");
    const z = x.map(() => x.slice(0, 9));
    expect(
      describeFigure(heatmap({ z, ...titles }))
        .split("\n")
        .slice(-2),
    ).toEqual(["  … and 3 more rows", "  … and 1 more column"]);
  });

  it("writes a matrix in rows", () => {
    const figure = heatmap({ z: [[1, -0.5]], y: ["让"], ...titles, zTitle: "activation" });
    expect(describeFigure(figure)).toBe(
      [
        "After <s>",
        "x: token & more; y: probability",
        "activation, 1 row of 2 columns:",
        "     0     1",
        "  让  1  -0.5",
      ].join("\n"),
    );
  });

  it("says what a slider shows and offers", () => {
    const figure = (t: number) => barChart({ x: ["a"], y: [t], ...titles });
    const text = describeFigure(withSlider({ label: "T", values: [0.1, 0.9], figure, active: 1 }));
    expect(text).toContain("  a: 0.9");
    expect(text.split("\n").at(-1)).toBe("slider T: 0.9 shown, of 0.1, 0.9");
  });
});
