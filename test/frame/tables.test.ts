import { createFrame, isFrame, isRecords, toHtml, toText } from "kernel-utils/frame";
import { describe, expect, it } from "vitest";

const frame = createFrame({ word: ["的", "a"], count: [1, 22.123456789] });

describe("createFrame", () => {
  it("takes columns, typed arrays among them", () => {
    const made = createFrame({ id: Uint32Array.of(1, 2), word: ["a", "b"] });
    expect(made.columns).toEqual(["id", "word"]);
    expect(made.shape).toEqual([2, 2]);
    expect(made["id"].values).toEqual([1, 2]);
    expect(made["id"].mean()).toBe(1.5);
  });

  it("takes records, and gives null where one lacks a key", () => {
    const made = createFrame([{ a: 1 }, { a: 2, b: "x" }]);
    expect(made.columns).toEqual(["a", "b"]);
    expect(made.values).toEqual([
      [1, null],
      [2, "x"],
    ]);
  });

  it("keeps nothing of what it was given", () => {
    const columns = { n: [1, 2] };
    const made = createFrame(columns);
    columns.n[0] = 99;
    expect(made["n"].values).toEqual([1, 2]);
  });

  it.each([
    [{}, RangeError, "data must have at least one column, got none"],
    [[], RangeError, "data must have at least one column, got none"],
    [[1, 2], RangeError, "data must have at least one column"],
    [{ a: [1, 2], b: [1] }, RangeError, "columns must be of one length >= 1, got 2 in a and 1 in b"],
    [{ a: [] }, RangeError, "columns must be of one length >= 1, got 0 in a and 0 in a"],
    [{ a: 1 }, TypeError, "column a must be an array, got 1; wrap a single value in [ ]"],
    [{ a: "text" }, TypeError, 'column a must be an array, got "text"'],
    [{ a: null }, TypeError, "column a must be an array, got null"],
    [null, TypeError, "data must be columns or records, got null"],
    ["text", TypeError, 'data must be columns or records, got "text"'],
  ])("refuses %j", (data, kind, message) => {
    const make = () => createFrame(data as never);
    expect(make).toThrow(kind);
    expect(make).toThrow(message);
  });
});

describe("isFrame and isRecords", () => {
  it("know a table from what only looks like one", () => {
    expect([frame, frame["word"]].every(isFrame)).toBe(true);
    const others = [null, 1, "a", [], { columns: [], values: [] }, [{ a: 1 }]];
    expect(others.filter(isFrame)).toEqual([]);
    expect([[{ a: 1 }], [Object.create(null)]].every(isRecords)).toBe(true);
    expect([[], [1], [[1]], [{ a: 1 }, null], [new Date()], { a: 1 }, null].filter(isRecords)).toEqual([]);
  });
});

describe("toText", () => {
  it("lines columns up, numbers at the right, Chinese two places wide", () => {
    expect(toText(frame)).toBe(["   word    count", "0  的          1", "1  a     22.1235"].join("\n"));
  });

  it("writes a Series, and a frame's own names of rows", () => {
    expect(toText(frame["word"])).toBe(["   word", "0  的", "1  a"].join("\n"));
    const text = toText(createFrame({ n: [1, 3] }).describe());
    expect(text.split("\n")[2]).toMatch(/^mean +2$/);
  });

  it("shows what is missing by its name, and text on one line", () => {
    const records = [{ a: null, b: Number.NaN, c: undefined, d: "x\ny", e: { f: [1] } }];
    expect(toText(records)).toBe(
      ["a       b  c          d    e", "null  NaN  undefined  x⏎y  { f: [ 1 ] }"].join("\n"),
    );
  });

  it("cuts rows at 20, or where it is told, and counts the rest", () => {
    const rows = Array.from({ length: 22 }, (_, n) => ({ n }));
    expect(toText(rows).split("\n")).toHaveLength(1 + 20 + 1);
    expect(toText(rows).split("\n").at(-1)).toBe("… and 2 more rows of 22");
    expect(toText(rows, { maxRows: 21 }).split("\n").at(-1)).toBe("… and 1 more row of 22");
    expect(toText(rows, { maxRows: 22 })).not.toContain("…");
  });
});

describe("toHtml", () => {
  it("writes a table, numbers at the right", () => {
    const [right, left] = ["right", "left"].map((side) => `style="text-align:${side}"`);
    expect(toHtml([{ word: "a", n: 0.1 + 0.2 }])).toBe(
      `<table><thead><tr><th ${left}>word</th><th ${right}>n</th></tr></thead>` +
        `<tbody><tr><td ${left}>a</td><td ${right}>0.3</td></tr></tbody></table>`,
    );
  });

  it("names the rows of a frame", () => {
    expect(toHtml(frame["word"])).toContain('<th style="text-align:left">1</th><td style="text-align:left">a</td>');
  });

  it("escapes whatever it is given: cells, columns, names of rows", () => {
    const attack = `<img src=x onerror="alert('1')">&`;
    const escaped = "&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;";
    const named = createFrame({ [attack]: [attack] });
    named.setIndex({ index: [attack], inplace: true });
    for (const table of [named, [{ [attack]: attack }]]) {
      const html = toHtml(table);
      expect(html).not.toContain("<img");
      expect(html.split(escaped)).toHaveLength(table === named ? 4 : 3);
    }
  });

  it("tells what is missing from words", () => {
    const html = toHtml([{ a: null, b: Number.NaN, c: "null" }]);
    expect(html).toContain("<em>null</em>");
    expect(html).toContain("<em>NaN</em>");
    expect(html).toContain(">null</td>");
  });

  it("cuts rows, and counts the rest", () => {
    const rows = Array.from({ length: 3 }, (_, n) => ({ n }));
    const html = toHtml(rows, { maxRows: 1 });
    expect(html.match(/<tr>/g)).toHaveLength(2);
    expect(html).toContain("<p>… and 2 more rows of 3</p>");
  });
});

describe.each([
  ["toHtml", toHtml],
  ["toText", toText],
])("%s", (_, write) => {
  it("refuses what is no table", () => {
    for (const value of [[], [1], "text", { a: 1 }]) {
      expect(() => write(value as never)).toThrow(TypeError);
      expect(() => write(value as never)).toThrow("a table must be a DataFrame, a Series or an array of plain objects");
    }
  });

  it("refuses a row limit that is no integer >= 1", () => {
    for (const maxRows of [0, 1.5, -1]) {
      expect(() => write(frame, { maxRows })).toThrow(RangeError);
      expect(() => write(frame, { maxRows })).toThrow(`maxRows must be an integer >= 1, got ${maxRows}`);
    }
  });
});
