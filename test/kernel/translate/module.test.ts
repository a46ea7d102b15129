import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { translateModule } from "../../../kernel/src/translate";
import * as lib from "../../../kernel/src/translate/lib";

const module = (source: string, filename = "file.ts") =>
  translateModule(source, { filename, decorators: "experimental" });

/** Evaluate a module whose imports are these: what it exports. */
async function run(source: string, imports: Record<string, object> = {}) {
  const { code, imports: wanted } = module(source);
  const exports: Record<string, () => unknown> = {};
  const commonJs = { exports: {} };
  const runtime = {
    namespaces: wanted.map(({ specifier }) => imports[specifier]),
    resources: lib.usingCtx(),
    exports: (getters: Record<string, () => unknown>) => Object.assign(exports, getters),
    import: async (specifier: string) => imports[specifier],
    meta: { url: "file:///file.ts" },
  };
  const kernel = { wait: async (value: unknown) => value, iterate: (items: unknown) => items, check() {}, lib };
  const wrapper = new Function("__kernel", "__stopping", `return ${code}`)(kernel, false) as (
    ...args: unknown[]
  ) => () => Iterator<void>;
  const body = wrapper(runtime, () => undefined, commonJs, commonJs.exports, "/file.ts", "/")();
  await body.next();
  const early = Object.keys(exports);
  await body.next();
  return { early, exports, commonJs, value: (name: string) => exports[name]?.() };
}

describe("a module", () => {
  it.each<[string, string, Record<string, unknown>]>([
    [
      "exports declarations",
      "export const a = 1, { b } = { b: 2 }; export let [c] = [3]; export function d() { return 4 }",
      { a: 1, b: 2, c: 3 },
    ],
    [
      "exports under other names",
      "const a = 1; export { a as b, a as 'c d', a as default };",
      { b: 1, "c d": 1, default: 1 },
    ],
    [
      "exports enums and namespaces",
      "export enum E { A = 5 } export namespace N { export const x = E.A; export let y = 1; y++ }",
      {},
    ],
    [
      "has no types left",
      "export type T = 1; export interface I {} export declare const x: 1; export const y: T = 1;",
      { y: 1 },
    ],
    ["exports a value by default", "export default 1 + 1;", { default: 2 }],
    [
      "imports what it uses",
      "import a, { b as c, type T } from 'm'; import * as all from 'm'; export const x = [a, c, all.b]; let t: T;",
      { x: [1, 2, 2] },
    ],
    [
      "passes on",
      "export { b as d } from 'm'; export * as whole from 'm'; import { b } from 'm'; export { b };",
      { d: 2, b: 2 },
    ],
    ["has shorthands of imports", "import { b } from 'm'; export const o = { b };", { o: { b: 2 } }],
    ["hides imports by inner names", "import { b } from 'm'; export const f = ((b: number) => b)(7);", { f: 7 }],
    [
      "awaits",
      "export const a = await Promise.resolve(1); for await (const x of [a]) console.assert(x === 1);",
      { a: 1 },
    ],
    ["knows where it is", "export const u = import.meta.url;", { u: "file:///file.ts" }],
    ["imports dynamically", "export const { b } = await import('m') as any;", { b: 2 }],
  ])("%s", async (_, source, values) => {
    const { value } = await run(source, { m: { default: 1, b: 2 } });
    for (const [name, expected] of Object.entries(values)) expect(value(name)).toEqual(expected);
  });

  it("keeps bindings live, both ways", async () => {
    const other = { count: 0 };
    const { value, exports } = await run(
      "import { count } from 'm'; export let own = 0; export const up = () => { own++; return count; };",
      { m: other },
    );
    other.count = 5;
    expect((value("up") as () => number)()).toBe(5);
    expect(exports["own"]?.()).toBe(1);
  });

  it("has its functions before it is evaluated", () => {
    const { code } = module("export function early() { return 1 } throw new Error('late');");
    const wrapper = new Function(`return ${code}`)() as (...args: unknown[]) => () => Iterator<void>;
    let exports: Record<string, () => () => number> = {};
    const body = wrapper({ namespaces: [], exports: (getters: typeof exports) => (exports = getters) })();
    body.next();
    expect(exports["early"]?.()()).toBe(1);
    expect(() => body.next()).toThrow("late");
  });

  it("calls what a default that has no name is, `default`", async () => {
    expect(((await run("export default class {}")).value("default") as { name: string }).name).toBe("default");
    expect(((await run("export default () => 1")).value("default") as { name: string }).name).toBe("default");
    expect(((await run("export default function () { return 3 }")).value("default") as () => number)()).toBe(3);
  });

  it("lists its imports once, those of types not", () => {
    const { imports } = module(
      "import { a } from './a'; export * from './b'; import './a'; import type { T } from './t'; import { U } from './u'; import d from './d.json' with { type: 'json' }; a(d); let u: U;",
    );
    expect(imports).toEqual([
      { specifier: "./a", attributes: {} },
      { specifier: "./b", attributes: {} },
      { specifier: "./d.json", attributes: { type: "json" } },
    ]);
  });

  it.each([
    ["const a = ;", 1, 10],
    ["// one\nexport const a: number = ;", 2, 25],
    ["function f() {", 1, 14],
  ])("that does not parse says where: %s", (source, line, column) => {
    expect(() => module(source)).toThrow(expect.objectContaining({ name: "SyntaxError", line, column }));
  });

  it("refuses decorators that are meant to be standard ones", () => {
    const source = "const a = (x: unknown) => x;\n  @a class B {}";
    const standard = () => translateModule(source, { filename: "file.ts", decorators: "standard" });
    expect(standard).toThrow(/experimentalDecorators/);
    expect(module(source).code).not.toContain("@a");
    expect(() =>
      translateModule("// @ts-check\nlet a = '@';", { filename: "a.ts", decorators: "standard" }),
    ).not.toThrow();
  });

  it("knows the place of an error, whatever stands before it", () => {
    const before = [
      "type T = { a: number };",
      "import { x } from 'm';",
      "export enum E { A }",
      "for (;;) break;",
      "class C<T> { constructor(private t: T) {} }",
      "",
      "export const { n } = { n: 1 };",
      "namespace N { export let q = 1 }",
    ];
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...before)), fc.nat(8), (lines, indent) => {
        const source = [...lines, `${" ".repeat(indent)}throw new Error("here");`].join("\n");
        const { code, position } = module(source);
        const ran = code.split("\n");
        const line = ran.findIndex((text) => text.includes("throw new Error"));
        const column = (ran[line] as string).indexOf("throw");
        expect(position(line + 1, column)).toEqual({ line: lines.length + 1, column: indent });
      }),
    );
  });
});
