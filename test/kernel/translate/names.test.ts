import { describe, expect, it } from "vitest";
import { CellSyntaxError, translate } from "../../../kernel/src/translate";

const known: ReadonlySet<string> = new Set();
const cell = (source: string) => translate(source, { sourceName: "cell", known });

describe("what a cell declares", () => {
  it.each<[string, string]>([
    [
      "const a = 1; let b; var c; function d() {} class E {} enum F {} namespace G { export const x = 1 }",
      "const a, let b, var c, function d, class E, enum F, namespace G",
    ],
    [
      "type A = 1; interface B {} namespace C { export type T = 1 } declare const d: 1; declare function e(): void; declare class F {}",
      "type A*, interface B*, namespace C*, const d*, function e*, class F*",
    ],
    [
      "import a, { b as c, type D } from 'm'; import * as e from 'm'; import type F from 'm'; import g = require('m')",
      "import a, import c, import D*, import e, import F*, import g",
    ],
    [
      "const { a, b: c, d: { e }, ...f } = o, [g, , h = 1, ...i] = p",
      "const a, const c, const e, const f, const g, const h, const i",
    ],
    [
      "if (x) { var a = 1; let no = 2 } for (var b of c) {} for (let no2 of c) {} try {} catch (no3) { var d }",
      "var a, var b, var d",
    ],
    [
      "function f() { var inner; } (() => { var inner2 })(); class C { static { var inner3 } m() { var inner4 } }",
      "function f, class C",
    ],
    ["interface A {} const A = 1", "interface A*, const A"],
    ["function f(x: 1): 1; function f(x: any) { return x }", "function f"],
    ["using a = null; await using b = null", "const a, const b"],
    ["export default function f() {} export default class {} ", "function f"],
    ["declare global { var z: number } declare module 'x' { export const y: 1 }", ""],
    ["let a = function named() {}, b = class Named {}", "let a, let b"],
    ["namespace A.B { export const c = 1 }", "namespace A"],
  ])("%s", (source, declared) => {
    const { declares } = cell(source);
    expect(declares.map(({ kind, name, isType }) => `${kind} ${name}${isType ? "*" : ""}`).join(", ")).toBe(declared);
  });

  it("says what is exported by its own name", () => {
    const { declares } = cell(
      "export const a = 1, { b } = o; export function c() {} const d = 1; export { d as e }; export type F = 1;",
    );
    expect(declares.filter(({ isExported }) => isExported).map(({ name }) => name)).toEqual(["a", "b", "c", "F"]);
  });
});

describe("what a cell reads and assigns", () => {
  it.each<[string, string, string]>([
    ["a + b.c[d] * f(e)", "a b d f e", ""],
    ["a = b; c += 1; d++; ({ e, f: g.h, ...i } = j); [k, l = m] = n", "b c d g j m n", "a c d e i k l"],
    ["for (a of b) ; for (c.d in e) ;", "b c e", "a"],
    ["const a = 1; a + b; function f(x, y = z) { return x + a + f }", "b z", ""],
    ["(x) => { const y = x + w; return ({ y, v, k: 1, m() { return u } }) }", "w v u", ""],
    [
      "let x: A<B> = y as C; type T<K extends D> = { [P in keyof K]: E[P] } | (F extends infer U ? U : G)",
      "A B y C D E F G",
      "",
    ],
    [
      "function f<T>(this: A, x: T): x is B { return typeof g === 'h' } let q: typeof r.s; let t: import('m').U<V>",
      "A B g r V",
      "",
    ],
    [
      "class A<T> extends B<C> implements D { e: F = g; [h]() { return this.i } static #j = k; constructor(private l: M) { super() } }",
      "B C D F g h k M",
      "",
    ],
    ["interface A extends B { c: D; e(f: G): H; [i: string]: J; new (k: L): M }", "B D G H J L M", ""],
    ["enum A { b, c = b + d.e, f = A.b }", "d", ""],
    ["a: for (;;) { break a; continue a }", "", ""],
    ["try { a } catch ({ b }) { b + c } finally { d }", "a c d", ""],
    ["switch (a) { case b: let c; c; default: d }", "a b d", ""],
    ["`${a}${`${b}`}`; c`d`; e?.f?.[g]; h!.i; new j(k); void l; typeof m; delete n.o", "a b c e g h j k l m n", ""],
    ["{ function inner() {} inner(); class K {} new K(); } inner2", "inner2", ""],
    ["export { a, b as c }; export { d } from 'm'; export default e", "a b e", ""],
    ["import { a } from 'm'; a + b; import.meta.c; import(d)", "b d", ""],
    ["namespace N { export const a = b; export namespace M { a; c } } N.a", "b c", ""],
    ["@a class B { @c() d = 1; @e f(@g h) {} }", "a c e g", ""],
    ["(a as any) = b; c! += d; <any>e", "b c d e", "a c"],
    ["let { a: { b = c } = d, [e]: f } = g", "c d e g", ""],
    ["const x = (y: number) => y; let z = <T,>(t: T): T => t; x satisfies A", "A", ""],
    ["type F = (a: B, ...c: D[]) => typeof a; type G = [name: H, other?: I]", "B D H I", ""],
    ["async function* g() { yield a; yield* b; await c; for await (const d of e) d }", "a b c e", ""],
    ["var v; { v = w } (function () { v = 1; u = 2 })()", "w", "u"],
  ])("%s", (source, reads, assigns) => {
    const names = cell(source);
    const words = (text: string) =>
      text
        .split(" ")
        .filter((word) => word !== "")
        .toSorted();
    expect([...names.reads].toSorted()).toEqual(words(reads));
    expect([...names.assigns].toSorted()).toEqual(words(assigns));
  });
});

describe("a cell that does not parse", () => {
  it.each<[string, number, number, string]>([
    ["const = 1", 1, 6, "Unexpected token"],
    ["foo(\n  1", 2, 3, "Expected `)` but the cell ends here"],
    ["let 词 = 1;\nlet 😀 = 2", 2, 4, ""],
    ["function f() { await 1 }", 1, 15, "`await` is only allowed within async functions"],
    ["return 5", 1, 0, "A 'return' statement can only be used within a function body"],
    ["{ a: 1, b }; const", 1, 18, ""],
    ["%timeit f()", 1, 0, "Magics are not TypeScript: %timeit f(); write: console.time"],
    ["1\n  %cd ../data", 2, 2, 'process.chdir("../data")'],
    ["!ls -la | wc", 1, 0, 'execSync("ls -la | wc", { stdio: "inherit" })'],
    ["!npm install x", 1, 0, "in a terminal"],
    ["%%bash\nls", 1, 0, "execSync"],
    ["%run other.ts", 1, 0, 'import "./other.ts"'],
    ["%unheardof thing", 1, 0, "Magics are not TypeScript: %unheardof thing"],
  ])("%j", (source, line, column, message) => {
    let error: unknown;
    try {
      cell(source);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(CellSyntaxError);
    expect(error).toMatchObject({
      line,
      column,
      name: "SyntaxError",
      message: expect.stringContaining(message) as string,
    });
  });
});
