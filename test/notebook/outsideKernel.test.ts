import { strict as assert } from "node:assert";
import { exercise, input, lossCurve, progress, show, trainingProgress } from "kernel-utils/notebook";
import { barChart, describe as describeFigure } from "kernel-utils/plot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

/** What is written to standard output while `run` runs. */
let written: string[];
const { isTTY } = process.stdout;
beforeEach(() => {
  written = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.stdout.isTTY = isTTY;
});

describe("show", () => {
  it("prints the same as text", () => {
    const figure = barChart({ x: ["a"], y: [1], title: "T", xTitle: "x", yTitle: "y" });
    show(figure);
    show([{ n: 1 }]);
    show("text");
    show(null);
    show([]);
    expect(written).toEqual([`${describeFigure(figure)}\n`, "n\n1\n", "text\n", "null\n", "[]\n"]);
  });

  it("shows what has a method for it as that says, an array of records too", () => {
    const own = Object.assign([{ n: 1 }], { [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "my own" }) });
    show(own);
    expect(written).toEqual(["my own\n"]);
  });

  it.each([[undefined], [null], [5], [{ "text/html": "<b>x</b>" }], [Promise.resolve({ "text/plain": "late" })]])(
    "refuses a method that gives %j",
    (bundle) => {
      expect(() => show({ [Symbol.for("Jupyter.display")]: () => bundle })).toThrow(
        /^Symbol\.for\("Jupyter\.display"\) must give an object of MIME types with text\/plain, got /,
      );
    },
  );

  it("refuses undefined and promises", () => {
    expect(() => show(undefined)).toThrow(TypeError);
    expect(() => show(undefined)).toThrow("show needs a value, got undefined");
    expect(() => show(Promise.resolve(1))).toThrow(new TypeError("show needs a value, got a promise; await it first"));
  });
});

describe("input", () => {
  const { isTTY: hasTerminal } = process.stdin;
  beforeEach(() => void (process.stdin.isTTY = false));
  afterEach(() => void (process.stdin.isTTY = hasTerminal));

  it("takes its own answer where nobody is there to give one", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    expect(await input("name? ", { otherwise: "Ada" })).toBe("Ada");
    expect(await input("password? ", { otherwise: "abc", password: true })).toBe("abc");
    expect(log.mock.calls).toEqual([["name? Ada"], ["password? ···"]]);
  });

  it("says so where it has none", async () => {
    await expect(input("name? ")).rejects.toThrow('input must run where somebody can answer "name? "');
  });
});

describe("progress", () => {
  it("rewrites one line on a terminal", () => {
    process.stdout.isTTY = true;
    const bar = progress("reading", 2);
    bar.step(2);
    expect(written).toHaveLength(2);
    const [first, last] = written.map((text) => text.split("\r\u001B[K"));
    expect(first![1]).toMatch(/^reading: 0\/2 \(0 %\), \d+\.\d s$/);
    expect(last![1]).toMatch(/^reading: 2\/2 \(100 %\), \d+\.\d s\n$/);
  });

  it("writes the last state only, where output goes to a file", () => {
    process.stdout.isTTY = false;
    const bar = progress("reading", 4);
    bar.step();
    bar.step(0);
    bar.step(2);
    bar.done();
    expect(written).toHaveLength(1);
    expect(written[0]).toMatch(/^reading: 3\/4 \(75 %\), \d+\.\d s\n$/);
  });

  it("refuses totals and steps that make no sense", () => {
    expect(() => progress("a", 0)).toThrow("total must be an integer >= 1, got 0");
    expect(() => progress("a", 1.5)).toThrow(RangeError);
    const bar = progress("a", 2);
    expect(() => bar.step(-1)).toThrow("n must be an integer >= 0, got -1");
    expect(() => bar.step(3)).toThrow("step must not go past the total, got 0 + 3 of 2; start a new progress");
    expect(() => bar.step(3)).toThrow(RangeError);
  });
});

describe("trainingProgress", () => {
  const speed = { stepsPerSecond: 2.345, tokensPerSecond: 12345.6, secondsLeft: 65 };
  const report = (step: number, loss: number) => ({ step, steps: 3, loss, ...speed });

  it("rewrites one line on a terminal, and ends with the curve", () => {
    process.stdout.isTTY = true;
    const onStep = trainingProgress({ title: "Names", floor: 0.5 });
    onStep(report(1, 2));
    onStep(report(2, 1));
    onStep(report(3, 0.75));
    expect(written[0]).toBe("\r\u001B[Kstep 1/3: loss 2.000, 12,346 tokens/s, 1 min 05 s left");
    expect(written.at(-2)).toBe("\r\u001B[Kstep 3/3: loss 0.750, 12,346 tokens/s\n");
    expect(written.at(-1)).toBe(`${describeFigure(lossCurve([2, 1, 0.75], { title: "Names", floor: 0.5 }))}\n`);
  });

  it("tells steps a second where tokens aren't counted", () => {
    process.stdout.isTTY = true;
    trainingProgress()({ ...report(1, 2), tokensPerSecond: NaN });
    expect(written[0]).toBe("\r\u001B[Kstep 1/3: loss 2.000, 2.3 steps/s, 1 min 05 s left");
  });

  it("counts the steps that a checkpoint holds", () => {
    process.stdout.isTTY = false;
    trainingProgress()(report(3, 0.75));
    expect(written.at(-1)).toBe(`${describeFigure(lossCurve([0.75], { stepsBefore: 2 }))}\n`);
  });
});

describe("lossCurve", () => {
  it("is the losses by step, and the floor where it is known", () => {
    const { data, layout } = lossCurve([3, 2, 1], { floor: 0.5, stepsBefore: 4 });
    expect(data).toMatchObject([
      { name: "loss", x: [5, 6, 7], y: [3, 2, 1] },
      { name: "entropy of the corpus", x: [5, 7], y: [0.5, 0.5] },
    ]);
    expect([layout.title.text, layout.yaxis.title.text]).toEqual(["Loss", "nats per token"]);
    expect(lossCurve([3, 2]).data).toHaveLength(1);
  });

  it("draws means where there are many", () => {
    const [curve] = lossCurve(Array.from({ length: 401 }, (_, i) => i)).data;
    expect(curve!.x.slice(0, 2)).toEqual([3, 6]);
    expect(curve).toMatchObject({ y: expect.arrayContaining([1, 4, 399.5]) as number[] });
    expect(curve!.x).toHaveLength(134);
    expect(curve!.x.at(-1)).toBe(401);
  });

  it("refuses what can't be drawn", () => {
    expect(() => lossCurve([])).toThrow("losses must not be empty, got none; train a step first");
    expect(() => lossCurve([1, NaN])).toThrow(RangeError);
    expect(() => lossCurve([1], { floor: NaN })).toThrow(RangeError);
    expect(() => lossCurve([1], { floor: "1" as never })).toThrow("floor must be a number");
    expect(() => lossCurve([1], { stepsBefore: -1 })).toThrow("stepsBefore must be an integer >= 0, got -1");
  });
});

describe("exercise", () => {
  it("prints a tick or what is wrong", () => {
    exercise("one", () => assert.ok(true));
    exercise("two", () => assert.ok(false, "two is missing"));
    exercise("three", () => assert.equal(1, 2));
    expect(written.slice(0, 2)).toEqual(["✓ one\n", "○ two\nNot yet: two is missing\n"]);
    expect(written[2]).toMatch(/^○ three\nNot yet: Expected values[^]*1 !== 2\n$/);
  });

  it("does not tell the answer where the author wrote a message", () => {
    exercise("four", () => assert.equal(1, 42, "count them again"));
    expect(written).toEqual(["○ four\nNot yet: count them again\n"]);
  });

  it("gives a promise only for an async check, and never rejects it", async () => {
    expect(exercise("one", () => {})).toBeUndefined();
    const pending = exercise("two", async () => assert.fail("later"));
    expect(pending).toBeInstanceOf(Promise);
    await expect(pending).resolves.toBeUndefined();
    expect(written.at(-1)).toBe("○ two\nNot yet: later\n");
  });

  it("shows an error of another kind with its name and place", () => {
    exercise("three", () => {
      throw new TypeError("wrong");
    });
    expect(written[0]).toMatch(/^○ three\nNot yet: the code throws TypeError: wrong\n {4}at .*outsideKernel/);
    expect(written[0]).not.toContain("exercise.ts");
  });

  it("refuses a check that is no function", () => {
    expect(() => exercise("four", true as never)).toThrow(TypeError);
    expect(() => exercise("four", true as never)).toThrow("check must be a function, got true");
  });
});
