import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Notebook } from "./notebook";

/** Cells of every kind, some of which can share a document with others and some can't. */
const cells = [
  "class Box<T> { #own = 1; constructor(public value: T) {} } interface Item { id: number }",
  "const box = new Box<Item>({ id: 1 });",
  "interface Item { name: string } const item: Item = { name: 'a' };", // another Item than box's
  "enum Color { red, green } namespace Space { export const origin = 0; export type Point = [number, number] }",
  "let found = []; found.push(1); const first = found[0];",
  "let either: string | number = Math.random() > 2 ? 1 : 'a';",
  "const narrowed = either;",
  "function twice(x: number): number; function twice(x: string): string; function twice(x: any): any { return x + x }",
  "const later = await (Promise.resolve(4));",
  "import { join } from 'node:path'; import type { Stats } from 'node:fs';",
  "const path = join('a', 'b'); export const shown = path.length;",
  "const status = 'of a cell'; let count = 1; var old = 2; if (true) { var inner = 'deep' }",
  "count = 5; const counted = count;",
  "type Tree = { left?: Tree; value: number }; abstract class Shape { abstract area(): number } async function* steps() { yield 1 }",
  "function d(target: object, key: string) {} class Decorated { @d x = 1 }",
  "const { a, b: [c] } = { a: 1, b: ['x'] }; const key = Symbol('key'); const literal = [1, 2] as const;",
];

/** Cells whose errors show the types of all those names. */
const probes = [
  "const wrong: never[] = [box, item, first, either, narrowed, later, path, shown, status, count, old, inner];",
  "const wrong: never[] = [counted, a, c, key, literal, twice(1), twice('a'), steps, Color.red, Space.origin];",
  "const p: Space.Point = [1]; const q: Color = 'red'; const t: Tree = { value: 'a' }; new Shape(); new Stats();",
  "const other: Box<string> = box; const i: Item = box.value; new Decorated().y; count = 'text'; Space.nothing;",
];

const fillers = Array.from({ length: 60 }, (_, i) => `const filler${i} = ${i}; class Class${i} {}`);

describe("a session of many cells", () => {
  const short = new Notebook();
  const long = new Notebook();
  const errors: unknown[] = [];
  const told: [string, string][] = [];
  beforeAll(async () => {
    for (const cell of cells) {
      errors.push(...(await short.cell(cell)), ...(await long.cell(cell)));
    }
    for (const cell of fillers) await long.cell(cell);
    const messages = async (notebook: Notebook, probe: string) =>
      (await notebook.cell(probe))
        .map(({ code, message, start }) => `${start.column}: TS${code} ${message}`)
        .join("\n");
    for (const probe of probes) told.push([await messages(short, probe), await messages(long, probe)]);
  });
  afterAll(() => {
    short.close();
    long.close();
  });

  it("takes cells of every kind", () => {
    expect(errors).toEqual([]);
  });

  it("says of each cell what a session of few cells says", () => {
    for (const [ofShort, ofLong] of told) expect(ofLong).toBe(ofShort);
    expect(told.map(([text]) => text.split("\n").length)).toEqual([14, 10, 6, 6]);
  });

  it("completes the names of its oldest cells", async () => {
    const { results, items } = await long.complete("filler1|");
    expect(results).toEqual(expect.arrayContaining(["filler1", "filler10", "filler19"]));
    expect(items.filter(({ needs }) => needs !== undefined)).toEqual([]);
    expect((await long.complete("const x = either.toStr|")).results).toContain("const x = either.toString");
  });

  it("keeps its cells when the server is started again", async () => {
    process.kill(long.language.pid as number, "SIGKILL");
    expect(await long.codes("const s: string = filler3; const t: string = filler59;")).toEqual([2322, 2322]);
  });
});
