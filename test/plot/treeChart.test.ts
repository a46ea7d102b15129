import { type ScatterTrace, describe as describeFigure, treeChart, withSlider } from "kernel-utils/plot";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const titles = { title: "T", xTitle: "step" };
//  我 ─┬─ 想 ─┬─ 你
//      │      └─ 去
//      └─ 喜欢 ── 吃
const labels = ["我", "想", "喜欢", "你", "去", "吃"];
const parents = [-1, 0, 0, 1, 1, 2];
const small = (options: { highlight?: number[]; dim?: number[]; text?: string[] } = {}) =>
  treeChart({ labels, parents, ...titles, ...options });
const scatters = (figure: ReturnType<typeof small>) => figure.data as ScatterTrace[];
const blue = "#0072B2";
const lit = "#D55E00";
const grey = "#8C8C8C";

describe("treeChart", () => {
  it("writes each label in its step's column, leaves one below the other, parents in the middle of their children", () => {
    const [, , , texts] = scatters(small());
    expect(texts).toMatchObject({ mode: "text", text: labels, x: [0, 1, 1, 2, 2, 2], customdata: parents });
    const branches = texts!.y.map((y) => y - texts!.y[3]!);
    expect(branches.map((y) => +y.toFixed(9))).toEqual([-1.25, -0.5, -2, 0, -1, -2]);
  });

  it("writes the text below the branch, as far from it as the label is above", () => {
    const text = ["", ".4", ".3", ".5", ".3", ".1"];
    const [, , , above, below] = scatters(small({ text }));
    expect(below).toMatchObject({ mode: "text", text, x: above!.x });
    expect(scatters(small())).toHaveLength(4);
    for (const [i, y] of below!.y.entries()) expect(y).toBeLessThan(above!.y[i]!);
  });

  it("draws every branch, and again those that don't stand back, and again those that are lit", () => {
    const [all, clear, highlighted, texts] = scatters(small({ highlight: [3], dim: [2, 5] }));
    expect([all!.line!.color, clear!.line!.color, highlighted!.line!.color]).toEqual([grey, blue, lit]);
    // flat along 我, up to 想, along it, up to 你, along it, and back
    expect(highlighted!.x).toEqual([-0.5, 0.5, 0.5, 1.5, 1.5, 2.5, 1.5, 1.5, 0.5, 0.5, -0.5]);
    expect(new Set(highlighted!.y)).toEqual(new Set([-1.25, -0.5, 0]));
    expect(new Set(clear!.y)).toEqual(new Set([-1.25, -0.5, 0, -1]));
    expect(new Set(all!.y)).toEqual(new Set([-1.25, -0.5, 0, -1, -2]));
    expect(texts!.textfont!.color).toEqual([lit, lit, grey, lit, blue, grey]);
  });

  it("lights the way to a node even where it stands back", () => {
    const [, , , texts] = scatters(small({ highlight: [5], dim: [2, 5] }));
    expect(texts!.textfont!.color).toEqual([lit, blue, lit, blue, blue, lit]);
    const [, , , others] = scatters(small({ dim: [0, 1] }));
    expect(others!.textfont!.color.slice(0, 2)).toEqual([blue, blue]);
  });

  it("grows with its leaves", () => {
    const star = (numLeaves: number) => {
      const all = Array.from({ length: numLeaves + 1 }, (_, i) => i);
      return treeChart({ labels: all.map(String), parents: all.map((i) => (i === 0 ? -1 : 0)), ...titles }).layout
        .height;
    };
    expect(star(20)).toBeGreaterThan(star(10));
    expect(star(2)).toBe(star(1));
  });

  it("follows a slider: all frames have their traces, and the axes hold still", () => {
    const figure = (node: number) => small({ highlight: [node] });
    const { frames, layout } = withSlider({ label: "lit", values: [3, 5], figure });
    expect(frames!.map(({ data }) => data.length)).toEqual([4, 4]);
    expect(layout.xaxis.range![0]).toBeLessThan(-0.5);
    expect(layout.xaxis.range![1]).toBeGreaterThan(2.5);
    expect(layout.xaxis).toMatchObject({ dtick: 1, showgrid: false, zeroline: false });
    expect(layout.yaxis).toMatchObject({ visible: false });
  });

  it("is said in words: each node below its parent, * lit, [] standing back", () => {
    const text = ["1", ".4", ".3", ".2", ".12", ".03"];
    expect(describeFigure(small({ highlight: [3], dim: [5], text }))).toBe(
      [
        "T",
        "x: step",
        "tree of 6 nodes:",
        "  我 (1) *",
        "    想 (.4) *",
        "      你 (.2) *",
        "      去 (.12)",
        "    喜欢 (.3)",
        "      [吃 (.03)]",
      ].join("\n"),
    );
    expect(describeFigure(treeChart({ labels: ["<s>"], parents: [-1], ...titles }))).toBe(
      ["T", "x: step", "tree of 1 node:", "  <s>"].join("\n"),
    );
  });

  it("keeps every branch flat or upright, for any tree", () => {
    const trees = fc
      .integer({ min: 1, max: 30 })
      .chain((size) =>
        fc.tuple(...Array.from({ length: size }, (_, i) => (i === 0 ? fc.constant(-1) : fc.nat(i - 1)))),
      );
    fc.assert(
      fc.property(trees, fc.nat(), (tree, at) => {
        const figure = treeChart({ labels: tree.map(String), parents: tree, ...titles, highlight: [at % tree.length] });
        for (const { x, y } of scatters(figure).slice(0, 3)) {
          const isOnGrid = y.every((height, i) => i === 0 || height === y[i - 1] || x[i] === x[i - 1]);
          expect(isOnGrid).toBe(true);
        }
        const leaves = tree.flatMap((_, i) => (tree.includes(i) ? [] : scatters(figure)[3]!.y[i]!.toFixed(6)));
        expect(new Set(leaves).size).toBe(leaves.length);
        expect(JSON.parse(JSON.stringify(figure))).toStrictEqual(figure);
      }),
    );
  });

  it.each([
    [{ labels: [], parents: [] }, "parents must have at least one value, got none; the root's is -1"],
    [{ labels: ["a"], parents: [0] }, "parents[0] must be -1, the root's, got 0"],
    [{ labels: ["a", "b"], parents: [-1, 1] }, "parents[1] must be an integer in [0, 0], an earlier node's, got 1"],
    [{ labels: ["a", "b"], parents: [-1, -1] }, "parents[1] must be an integer in [0, 0], an earlier node's, got -1"],
    [{ labels: ["a"], parents: [-1, 0] }, "labels must be as long as parents, got 1 and 2"],
    [{ labels: ["a"], parents: [-1], text: [] }, "text must be as long as labels, got 0 and 1"],
    [{ labels: ["a"], parents: [-1], highlight: [1] }, "highlight must be an integer in [0, 0], got 1"],
    [{ labels: ["a"], parents: [-1], dim: [-1] }, "dim must be an integer in [0, 0], got -1"],
  ])("refuses %j", (options, message) => {
    const make = () => treeChart({ ...titles, ...options });
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
  });
});
