import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../wire/client-message";
import { TestNotebook } from "./notebook";

let notebook: TestNotebook;
beforeAll(async () => {
  notebook = await TestNotebook.open();
});
afterAll(() => notebook.close());

async function bundle(code: string): Promise<Json> {
  const { outputs } = await notebook.ok(code);
  const results = outputs.filter(({ type }) => type === "execute_result");
  expect(results).toHaveLength(1);
  return results[0]?.content.data as Json;
}

describe("the last value", () => {
  it.each([
    ["6 * 7", "42"],
    ["6 * 7;", "42"],
    ['"text"', "'text'"],
    ["null", "null"],
    ["({ a: { b: { c: { d: { e: { f: 1 } } } } } }).a.b.c.d", "{ e: { f: 1 } }"],
    ["[1, 2].map((n) => n + 1)", "[ 2, 3 ]"],
    ["await Promise.resolve(5)", "5"],
    ["await (async () => 6)()", "6"],
    ["new Map([[1, 2]])", "Map(1) { 1 => 2 }"],
    ["{ a: 1 }", "{ a: 1 }"],
    ["class A {}\nnew A()", "A {}"],
    ["10n ** 20n", "100000000000000000000n"],
    ["-0", "-0"],
    ['new Set([1, "a"])', "Set(2) { 1, 'a' }"],
    ['new Map([["k", { a: [1] }]])', "Map(1) { 'k' => { a: [ 1 ] } }"],
    ["new Float32Array([1, 2.5])", "Float32Array(2) [ 1, 2.5 ]"],
    ['Buffer.from("abc")', "<Buffer 61 62 63>"],
    ["function plus(x: number) {\n  return x + 1;\n}\nplus", "[Function: plus]"],
    ["class Empty {}\nEmpty", "[class Empty]"],
    [
      "class Held {\n  #hidden = 1;\n  open = 2;\n  get later() {\n    return 3;\n  }\n}\nnew Held()",
      "Held { open: 2 }",
    ],
    ['Symbol("s")', "Symbol(s)"],
    ["const ring: any = { a: 1 };\nring.self = ring;\nring", "<ref *1> { a: 1, self: [Circular *1] }"],
    ["[{ a: 1 }, 5]", "[ { a: 1 }, 5 ]"],
    ["Promise.resolve(3)", "Promise { 3 }"],
    ["({ later: [new Promise(() => {})] })", "{ later: [ Promise { <pending> } ] }"],
  ])("of %s is shown", async (code, expected) => {
    const { result } = await notebook.ok(code);
    expect(result).toBe(expected);
  });

  it.each([
    "undefined",
    "let q = 1",
    "void 0",
    "if (true) { 5 }",
    "function f() {}",
    "[].forEach(() => {})",
    "",
    "  \n",
    "// nothing",
  ])("of %j shows nothing", async (code) => {
    const { outputs } = await notebook.ok(code);
    expect(outputs.filter(({ type }) => type === "execute_result")).toEqual([]);
  });

  it("shows itself by its own method, also a late one", async () => {
    const method = (prefix: string) =>
      `({ ${prefix} [Symbol.for("Jupyter.display")]() { return { "text/html": "<b>x</b>", "text/plain": "x" }; } })`;
    expect(await bundle(method(""))).toEqual({ "text/html": "<b>x</b>", "text/plain": "x" });
    expect(await bundle(method("async"))).toEqual({ "text/html": "<b>x</b>", "text/plain": "x" });
  });

  it("that is deep is shown down to a depth", async () => {
    expect((await notebook.ok("({ a: { b: { c: { d: { e: { f: 1 } } } } } })")).result).toContain("[Object]");
  });

  it("whose own method fails is the cell's error", async () => {
    const { reply } = await notebook.run(
      '({ [Symbol.for("Jupyter.display")]() { throw new Error("display broke"); } })',
    );
    expect(reply).toMatchObject({ status: "error", evalue: "display broke" });
    const wrong = await notebook.run('({ [Symbol.for("Jupyter.display")]() { return 5; } })');
    expect(wrong.reply).toMatchObject({ status: "error", ename: "TypeError" });
  });

  const method = 'Symbol.for("Jupyter.display")';
  const inspecting = 'Symbol.for("nodejs.util.inspect.custom")';
  it.each([
    ["a method that rejects", `({ async [${method}]() { throw new Error("boom"); } })`, "boom"],
    ["a getter of the method", `({ get [${method}](): unknown { throw new Error("boom"); } })`, "boom"],
    [
      "a getter of the bundle",
      `({ [${method}]: () => ({ get "text/plain"(): string { throw new Error("boom"); } }) })`,
      "boom",
    ],
    ["a bundle that is no JSON", `({ [${method}]: () => ({ "application/json": 1n }) })`, /BigInt/],
    [
      "a bundle that contains itself",
      `({ [${method}]() { const a: any = {}; return { "application/json": (a.a = a) }; } })`,
      /circular/,
    ],
    [
      "a bundle's own toJSON",
      `({ [${method}]: () => ({ "application/json": { toJSON() { throw new Error("boom"); } } }) })`,
      "boom",
    ],
    ["an inspection of its own", `({ [${inspecting}]() { throw new Error("boom"); } })`, "boom"],
    ["a row of a table", '[{ get a(): number { throw new Error("boom"); } }, { a: 1 }]', "boom"],
    ["a value that is printed", `console.log({ [${inspecting}]() { throw new Error("boom"); } })`, "boom"],
  ])("of code that throws is its cell's error: %s", async (_, code, evalue) => {
    expect((await notebook.run(code)).reply).toMatchObject({ status: "error", evalue: expect.stringMatching(evalue) });
    expect((await notebook.ok("1")).result).toBe("1");
  });

  it("of an expression of the front end's that is no JSON is an error too, and the next cell runs", async () => {
    const bad = `({ [${method}]: () => ({ "application/json": 1n }) })`;
    const { reply } = await notebook.run("1", { user_expressions: { bad } });
    expect(JSON.stringify(reply)).toMatch(/BigInt/);
    expect((await notebook.ok("2")).result).toBe("2");
  });

  it("whose getters throw is still shown", async () => {
    expect((await notebook.ok("({ get a() { throw new Error('g'); } })")).result).toContain("[Getter]");
    expect((await notebook.ok("new Proxy({}, { get() { throw new Error('trap'); } })")).result).toMatch(
      /^(\{\}|Proxy\(\{\}\))$/, // the latter since Node 26
    );
  });

  it("of records is a table too, cut with a note", async () => {
    const few = await bundle('[{ a: 1, b: "<x>" }, { a: 2, b: "y" }]');
    expect(few["text/html"]).toContain("&lt;x&gt;");
    expect(few["text/plain"]).toContain("a:");
    const many = await bundle("Array.from({ length: 250 }, (_, i) => ({ i }))");
    expect(many["text/html"]).toContain("150 more rows");
  });

  it("of danfo's is a table, as HTML and as text, also by show()", async () => {
    await notebook.ok('import { DataFrame, Series } from "danfojs-node";\nimport { show } from "next-token-kernel";');
    const frame = 'new DataFrame({ word: ["<b>", "语言"], count: [1, 20] })';
    const shown = await bundle(frame);
    expect(shown["text/plain"]).toBe("   word  count\n0  <b>       1\n1  语言     20");
    expect(shown["text/html"]).toContain(
      '<tr><th>1</th><td>语言</td><td style="text-align:right">20</td></tr></tbody></table>',
    );
    expect(shown["text/html"]).toContain("<td>&lt;b&gt;</td>");
    const { outputs } = await notebook.ok(`await show(${frame});`);
    expect(outputs.find(({ type }) => type === "display_data")?.content.data).toEqual(shown);
    const series = await bundle('new Series([1.5, 2], { index: ["a", "b"], columns: ["loss"] })');
    expect(series["text/plain"]).toBe("   loss\na   1.5\nb     2");
    expect(series["text/html"]).toContain('<tr><th>b</th><td style="text-align:right">2</td></tr>');
  });

  it("of danfo's that is big is cut with a note", async () => {
    const wide = "Array.from({ length: 101 }, (_, i) => Array.from({ length: 32 }, (_, j) => i * j))";
    for (const text of Object.values(await bundle(`new DataFrame(${wide})`))) {
      expect(text).toMatch(/… 1 more row, 2 more columns(<\/p>)?$/);
    }
    const long = await bundle('new DataFrame({ text: ["x".repeat(61)] })');
    expect(long["text/plain"]).toContain(`${"x".repeat(59)}…`);
    const series = await bundle("new Series(Array.from({ length: 250 }, (_, i) => i))");
    expect(String(series["text/plain"]).split("\n")).toHaveLength(102);
    expect(series["text/plain"]).toMatch(/99 +99\n… 150 more rows$/);
  });

  it.each([
    ["new Set([1, { a: 1 }])", "Set(2) { 1, { a: 1 } }"],
    ["new Uint8Array([1, 2, 3])", "Uint8Array(3) [ 1, 2, 3 ]"],
    ["class Model { layers = [1]; #hidden = 1; }\n[new Model(), Model]", "[ Model { layers: [ 1 ] }, [class Model] ]"],
    ["function named() {}\nnamed", "[Function: named]"],
    ["Symbol('s')", "Symbol(s)"],
    ["new Date(0)", "1970-01-01T00:00:00.000Z"],
    ["/re/g", "/re/g"],
    ["[[1, 2], [3, 4]]", "[ [ 1, 2 ], [ 3, 4 ] ]"],
    ["[, 1]", "[ <1 empty item>, 1 ]"],
    ["-0", "-0"],
  ])("of %s is text alone", async (code, text) => {
    expect((await notebook.ok(code)).result).toBe(text);
    expect(Object.keys(await bundle(code))).toEqual(["text/plain"]);
  });

  it("that is an error shows where the cell made it, and nothing of the kernel", async () => {
    const { result } = await notebook.ok('Object.assign(new RangeError("e"), { cause: new Error("c"), code: 7 })');
    expect(result).toMatch(/^RangeError: e\n +at cell_\d+\.ts:1:\d+ \{\n/);
    expect(result).toMatch(/cause: Error: c\n +at cell_\d+\.ts[^]*code: 7\n\}$/);
    expect(result).not.toMatch(/repl\.js|execute\.js|node:/);
  });

  it("of many numbers, entries and keys is cut with a note", async () => {
    expect((await notebook.ok("new Float32Array(1000)")).result).toMatch(/900 more items/);
    expect((await notebook.ok("new Map(Array.from({ length: 500 }, (_, i) => [i, i]))")).result).toMatch(
      /400 more items/,
    );
    expect((await notebook.ok('({ text: "x".repeat(20_000) })')).result).toMatch(/10000 more characters/);
    const keys = "Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`key ${i}`, i]))";
    expect((await notebook.ok(keys)).result).toMatch(/ … \d+ more characters$/);
  });

  it("of huge things is cut with a note", async () => {
    expect((await notebook.ok('"x".repeat(3_000_000)')).result).toMatch(/more characters$/);
    expect((await notebook.ok("Array.from({ length: 1_000_000 }, (_, i) => i)")).result).toMatch(/999900 more items/);
  });

  it("of a Symbol.for method that gives bytes travels as base64", async () => {
    const data = await bundle(
      '({ [Symbol.for("Jupyter.display")]: () => ({ "image/png": new Uint8Array([1, 2, 3]) }) })',
    );
    expect(data["image/png"]).toBe("AQID");
  });
});
