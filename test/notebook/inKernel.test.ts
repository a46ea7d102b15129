import { barChart, describe as describeFigure } from "kernel-utils/plot";
import { describe, expect, it } from "vitest";
import { type Message, runCells } from "./runCells";

const cells = [
  `import { exercise, progress, show } from "kernel-utils/notebook";
   import { createFrame } from "kernel-utils/frame";
   import { barChart } from "kernel-utils/plot";
   import { characterTokenizer } from "kernel-utils/tokenize";
   import { strict as assert } from "node:assert";
   const figure = barChart({ x: ["让", "<s>"], y: Float32Array.of(0.75, 0.25), title: "T", xTitle: "x", yTitle: "y" });`,
  `show(figure)`,
  `show(createFrame({ word: ["<script>"] })); show([{ n: 1 }]); show("plain <b>"); show({ n: 1 });
   show(characterTokenizer("ab").pieces("ba"));`,
  `const bar = progress("<训练>", 2000);
   for (let i = 0; i < 2000; i++) bar.step();`,
  `const early = progress("early", 10);
   early.step(3);
   early.done();
   early.done();`,
  `exercise("one", () => assert.equal(1 + 1, 2));
   exercise("<two>", () => assert.ok(1 + 1 === 3, "<1 + 1> must be 3"));
   exercise("three", () => { throw new RangeError("of my own"); });
   exercise("four", () => { throw "a string"; });`,
  `await exercise("five", async () => assert.fail("late"));
   await exercise("six", async () => {});`,
  `import { live } from "kernel-utils/notebook";
   const place = live();
   place("one");
   place([{ n: 2 }]);`,
  `import { trainingProgress } from "kernel-utils/notebook";
   const onStep = trainingProgress({ floor: 1 });
   const reportOf = (step: number, loss: number) => ({ step, steps: 900, loss, stepsPerSecond: 3, tokensPerSecond: 9, secondsLeft: 5 });
   for (let step = 1; step <= 900; step++) onStep(reportOf(step, 1 + 1 / step));`,
  `show(undefined)`,
];

describe("in a cell of tslab", () => {
  const messages = runCells(cells);
  const of = (cell: number) => messages.filter((message) => message.cell === cell && message.kind !== "status");
  const plain = (cell: number) => of(cell).map(({ data }) => data!["text/plain"]);
  const html = (message: Message | undefined) => message!.data!["text/html"] as string;

  it("runs every cell, and only the last fails", () => {
    const failed = messages.filter(({ kind, text }) => kind === "status" && text !== "ok");
    expect(failed).toEqual([{ cell: 9, kind: "status", text: "error" }]);
    expect(messages.filter(({ cell, kind }) => cell < 9 && kind.startsWith("std"))).toEqual([]);
  });

  it("shows a chart as one bundle: Plotly's JSON and the same in words, no HTML", () => {
    const y = Float32Array.of(0.75, 0.25);
    const figure = barChart({ x: ["让", "<s>"], y, title: "T", xTitle: "x", yTitle: "y" });
    const data = { "application/vnd.plotly.v1+json": figure, "text/plain": describeFigure(figure) };
    expect(of(1)).toEqual([{ cell: 1, kind: "display", data }]);
  });

  it("shows in one place what is newest", () => {
    expect(of(7).map(({ kind, data }) => [kind, data!["text/plain"]])).toEqual([
      ["display", "one"],
      ["update", "n\n2"],
    ]);
    expect(new Set(of(7).map(({ id }) => id)).size).toBe(1);
  });

  it("shows tables and pieces as HTML and text, text as it is, and the rest as Node writes it", () => {
    expect(of(2).map(({ data }) => Object.keys(data!))).toEqual([
      ["text/html", "text/plain"],
      ["text/html", "text/plain"],
      ["text/plain"],
      ["text/plain"],
      ["text/html", "text/plain"],
    ]);
    expect(html(of(2)[0])).toContain("&lt;script&gt;");
    expect(html(of(2)[0])).not.toContain("<script>");
    expect(plain(2).slice(1)).toEqual(["n\n1", "plain <b>", "{ n: 1 }", "b|a"]);
  });

  it("updates one bar in place, seldom enough for the kernel, and ends on the last state", () => {
    const [first, ...updates] = of(3);
    expect(first).toMatchObject({ kind: "display" });
    expect(first!.data!["text/plain"]).toMatch(/^<训练>: 0\/2000 \(0 %\), \d+\.\d s$/);
    expect(updates.map(({ kind, id }) => [kind, id])).toEqual(updates.map(() => ["update", first!.id]));
    expect(first!.id).toBeTypeOf("string");
    const last = updates.at(-1);
    expect(last!.data!["text/plain"]).toMatch(/^<训练>: 2000\/2000 \(100 %\), \d+\.\d s$/);
    expect(html(last)).toMatch(/^<div><progress value="2000" max="2000"><\/progress> &lt;训练&gt;: 2000/);
    expect(updates.length).toBeLessThan(400);
  });

  it("finishes a bar early where it stopped, once", () => {
    expect(of(4).at(-1)!.data!["text/plain"]).toMatch(/^early: 3\/10 \(30 %\), \d+\.\d s$/);
    expect(of(4).map(({ kind }) => kind)).toEqual(["display", "update"]);
    expect(of(4)[0]!.id).not.toBe(of(3)[0]!.id);
  });

  it("checks exercises without stopping the cell", () => {
    const [passed, failed, broken, thrown] = plain(5) as string[];
    expect(passed).toBe("✓ one");
    expect(failed).toBe("○ <two>\nNot yet: <1 + 1> must be 3");
    expect(broken).toMatch(/^○ three\nNot yet: the code throws RangeError: of my own\n    at .*evalmachine/);
    expect(broken).not.toContain("tslab");
    expect(thrown).toBe("○ four\nNot yet: the code throws 'a string'");
    expect(html(of(5)[1])).toContain("&lt;1 + 1&gt; must be 3");
    expect(html(of(5)[1])).not.toMatch(/<two>|<1/);
  });

  it("waits for a check that is async", () => {
    expect(plain(6)).toEqual(["○ five\nNot yet: late", "✓ six"]);
  });

  it("shows training as one bar with a curve, and at the end as a chart", () => {
    const [first, ...rest] = of(8);
    const chart = rest.pop()!;
    const last = rest.at(-1);
    expect(first!.data!["text/plain"]).toBe("step 1/900: loss 2.000, 9 tokens/s, 5.0 s left");
    expect(html(first)).toMatch(
      /^<div><progress value="1" max="900"><\/progress> step 1.*<svg .*<polyline .*<polyline /,
    );
    expect(rest.map(({ kind, id }) => [kind, id])).toEqual(rest.map(() => ["update", first!.id]));
    expect(rest.length).toBeLessThan(100);
    expect(last!.data!["text/plain"]).toBe("step 900/900: loss 1.001, 9 tokens/s");
    expect(html(last)).not.toContain("<svg");
    expect(html(first)).not.toMatch(/NaN|Infinity/);
    expect(chart).toMatchObject({ kind: "display" });
    expect(Object.keys(chart.data!)).toEqual(["application/vnd.plotly.v1+json", "text/plain"]);
  });

  it("has the cell fail on a mistake", () => {
    expect(of(9)[0]!.text).toContain("TypeError: show needs a value, got undefined");
  });
});
