import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Repl } from "./repl";

let repl: Repl;
beforeAll(() => {
  repl = new Repl();
});
afterAll(() => repl.close());

/** Cells run in order; the value of the last one. */
async function last(...cells: string[]): Promise<unknown> {
  let value: unknown;
  for (const cell of cells) value = await repl.run(cell);
  return value;
}

describe("the last value", () => {
  it.each<[string, unknown]>([
    ["1 + 1", 2],
    ["1 + 1;", 2],
    ["1;;", 1],
    ["const v0 = 5; v0", 5],
    ["let v1; v1 = 7", 7],
    ["1, 2", 2],
    ["`a${1 + 1}`", "a2"],
    ["'use me'", "use me"],
    ["await Promise.resolve(3)", 3],
    ["await (Promise.resolve(3))", 3],
    ["{ a: 1 }", { a: 1 }],
    ["{ a: 1, b: 2 }", { a: 1, b: 2 }],
    ["const p0 = 1, q0 = 2\n{ p0, q0 }", { p0: 1, q0: 2 }],
    ["const p1 = 1\n{ p1, more: { deep: [1] } };", { p1: 1, more: { deep: [1] } }],
    ["const p2 = 1\n{\n  p2,\n  q: 2,\n}\n", { p2: 1, q: 2 }],
    ["{}", {}],
    ["(5 as number)!", 5],
    ["<number>5", 5],
    ["[1, 2].map(<T,>(x: T) => x)", [1, 2]],
    ["({ a: 1 }) satisfies object", { a: 1 }],
    ["export default 5", 5],
    ["export default { a: 1 }", { a: 1 }],
    ["null", null],
    ["// a comment\n5 // and one more", 5],
    ["5 /* a\ncomment */", 5],
    ["typeof undeclaredName", "undefined"],
  ])("%s", async (cell, value) => {
    expect(await repl.run(cell)).toEqual(value);
  });

  it.each([
    "let n0 = 1",
    "if (true) { 5 }",
    "function n1() { return 1 }",
    "class N2 {}",
    "type T = 1",
    "",
    "// only",
    "{ let z = 1; z }",
    "5; type N3 = 1",
    "import 'node:fs'",
    "for (const q of [1]) q",
    "export const n4 = 1",
  ])("%s has none", async (cell) => {
    expect(await repl.outcome(cell)).toEqual({ value: undefined, hasValue: false });
  });

  it("a promise is shown as what it is", async () => {
    expect((await repl.outcome("Promise.resolve(1)")).value).toBeInstanceOf(Promise);
  });
});

describe("names between cells", () => {
  const kinds: Record<string, string> = {
    const: "const N = 1",
    let: "let N = 1",
    var: "var N = 1",
    function: "function N() { return 1 }",
    class: "class N { static one = 1 }",
    enum: "enum N { one = 1 }",
    namespace: "namespace N { export const one = 1 }",
    import: 'import * as N from "node:path"',
    destructured: "const { a: N = 1 } = {}",
    using: "using N = null",
    exported: "export const N = 1",
  };
  const pairs = Object.keys(kinds).flatMap((a) => Object.keys(kinds).map((b) => [a, b] as const));

  it.each(pairs)("%s declared again as %s", async (a, b) => {
    const name = `again_${a}_${b}`;
    const at = (kind: string) => (kinds[kind] as string).replaceAll("N", name);
    await last(at(a), at(b));
    expect(await repl.run(`typeof ${name}`)).toBe(
      await last(at(b).replaceAll(name, `${name}_alone`), `typeof ${name}_alone`),
    );
  });

  it("closures see what a later cell puts in a name", async () => {
    expect(await last("let c0 = 1; const getC0 = () => c0", "c0 = 2", "getC0()")).toBe(2);
    expect(
      await last(
        "function c1() { return 1 } function callC1() { return c1() }",
        "function c1() { return 2 }",
        "callC1()",
      ),
    ).toBe(2);
    expect(await last("const c2 = 1; const getC2 = () => c2", "const c2 = 'two'", "getC2()")).toBe("two");
  });

  it("what was declared before a throw stays", async () => {
    const { error } = await repl.outcome("const t0 = 1; throw new RangeError('out'); const t1 = 2");
    expect(error).toBeInstanceOf(RangeError);
    expect(await repl.run("t0")).toBe(1);
    expect(await last("const t1 = 5", "t1")).toBe(5);
  });

  it("functions are there before their line, imports too", async () => {
    expect(
      await repl.run(
        "const h0 = h1(basename('/a/b')); function h1(x: string): string { return x + '!' } import { basename } from 'node:path'; h0",
      ),
    ).toBe("b!");
  });

  it("var leaks out of blocks and loops, and is undefined before its line", async () => {
    expect(
      await repl.run(
        "const w0 = w1; if (true) { var w1: number = 3 } for (var w2 = 0, w3; w2 < 5; w2++) {} [w0, w1, w2, w3]",
      ),
    ).toEqual([undefined, 3, 5, undefined]);
    expect(
      await repl.run(
        "var { w4, ...w5 }: { w4: number; x: 1 } = { w4: 4, x: 1 }, [w6 = 6] = []; for (var w7 in { k: 1 }); for (var [w8] of [[8]]); [w4, w5, w6, w7, w8]",
      ),
    ).toEqual([4, { x: 1 }, 6, "k", 8]);
    expect(await repl.run("const w9 = 1\nvar { wa } = { wa: 2 }\nif (w9) var wb = 3;\n[wa, wb]")).toEqual([2, 3]);
  });

  it("a name of a global is the cells' own, and the global stays whole for everyone else", async () => {
    const before = globalThis.setTimeout;
    await last("import { setTimeout } from 'node:timers/promises'", "const name0 = setTimeout.length");
    expect(await repl.run("await setTimeout(1, 'slept')")).toBe("slept");
    expect(globalThis.setTimeout).toBe(before);
    expect(await repl.run("new Function('return setTimeout')() === globalThis.setTimeout")).toBe(true);
    expect(
      await last(
        "class URL { kind = 'mine' } function fetch(x: number): number { return x === 0 ? 0 : fetch(x - 1) }",
        "[new URL().kind, fetch(3), URL.name, fetch.name]",
      ),
    ).toEqual(["mine", 0, "URL", "fetch"]);
    expect(
      await repl.run(
        "const { performance = 1, process: console } = { process: 2 } as any; ({ performance, console, URL: URL.name })",
      ),
    ).toEqual({ performance: 1, console: 2, URL: "URL" });
    expect(
      await repl.run(
        "enum Event { a } namespace Intl { export const x = 1 } var crypto = 3; [Event.a, Intl.x, crypto]",
      ),
    ).toEqual([0, 1, 3]);
    expect(await repl.run("(() => { const Array = 5; return [Array, ((Map: number) => Map)(6)] })()")).toEqual([5, 6]);
    expect(await repl.run("interface Response { mine: true } typeof Response")).toBe("function");
    expect(await last("export const structuredClone = (x: any) => [x]", "structuredClone(1)")).toEqual([1]);
  });

  it("runs as a module does: strictly", async () => {
    expect((await repl.outcome("(undeclared1 as any) = 5")).error).toBeInstanceOf(ReferenceError);
    expect(await repl.run("(function (this: unknown) { return this })()")).toBe(undefined);
    expect((await repl.outcome("await 1; (undeclared2 as any) = 5")).error).toBeInstanceOf(ReferenceError);
  });
});

describe("await", () => {
  it.each<[string, unknown]>([
    ["const { a0 } = await (async () => ({ a0: 1 }))(); a0", 1],
    ["let a1 = 0; for await (const x of [1, Promise.resolve(2)]) a1 += x; a1", 3],
    [
      "async function* a2() { yield 1; yield 2 } let a3: number[] = []; for await (const x of a2()) { a3.push(x) } a3",
      [1, 2],
    ],
    ["if (await true) { 1 } [await 1, await (2)]", [1, 2]],
    ["class A4 { static x = 1; async m() { return await this.n() } async n() { return 5 } } await new A4().m()", 5],
    ["`${await 'x'}`", "x"],
    ["const a5 = (await import('node:path')).basename('/x/y'); a5", "y"],
    ["const [a6 = await 1] = []; a6", 1],
    ["const a7 = async () => { for (let i = 0; i < 3; i++) await i; return 'done' }; await a7()", "done"],
    ["await await 1", 1],
    ["switch (await 1) { case 1: var a8 = await 2 } a8", 2],
    ["const a9 = { [await 'k']: await 1 }; a9", { k: 1 }],
    ["await null ?? 5", 5],
    ["-await 1", -1],
    ["(await [1, 2])[1]", 2],
    ["async function aa(x: number) { return await (x as number) + 1 } await aa(1)", 2],
    ["while (await false) {} do {} while (await false); 1", 1],
    ["label: for await (const x of [1]) { continue label } 2", 2],
  ])("%s", async (cell, value) => {
    expect(await repl.run(cell)).toEqual(value);
  });

  it("each goes through the kernel", async () => {
    const before = repl.waits;
    await repl.run("await 1; const w = async () => await 2; await w(); await import('node:path')");
    expect(repl.waits - before).toBe(4);
  });
});

describe("using", () => {
  const log =
    "const log: string[] = []; const res = (name: string) => ({ [Symbol.dispose]() { log.push(name) } }); const later = (name: string) => ({ async [Symbol.asyncDispose]() { await 1; log.push(name) } });";
  it("disposes, last first, when the cell ends", async () => {
    expect(
      await last(
        `${log} using r1 = res('a'); await using r2 = later('b'), r3 = later('c'); log.push('body'); typeof r1`,
        "log",
      ),
    ).toEqual(["body", "c", "b", "a"]);
  });
  it("disposes at the end of blocks, functions and loop rounds", async () => {
    expect(
      await repl.run(
        `${log} { using a = res('block'); } (() => { using b = res('function'); log.push('in') })(); for (using c of [res('1'), res('2')]) log.push('round'); for (await using d of [later('3')]) {} log`,
      ),
    ).toEqual(["block", "in", "function", "round", "1", "round", "2", "3"]);
  });
});

describe("TypeScript's own", () => {
  it.each<[string, unknown]>([
    ["enum E0 { a, b = 'x', c = 5, d } [E0.a, E0.b, E0.d, E0[0]]", [0, "x", 6, "a"]],
    ["const enum E1 { a = 1 << 2, b = a | 1 } E1.b", 5],
    ["enum E2 { a } enum E2 { b = 1 } [E2.a, E2.b]", [0, 1]],
    ["export enum E3 { a = 'A' } declare enum E4 { z } E3.a", "A"],
    ["namespace N0 { export const a = 1; export namespace In { export const b = a + 1 } } N0.In.b", 2],
    ["namespace N1 { export let n = 1; export const up = () => { n++; } } N1.up(); N1.n", 2],
    ["namespace N2.Deep { export let n = 1 } N2.Deep.n = 5; N2.Deep.n", 5],
    ["class N3 { x = N3.y } namespace N3 { export const y = 7 } new N3().x", 7],
    ["function n4() { return n4.z } namespace n4 { export const z = 8 } n4()", 8],
    ["enum N5 { a } namespace N5 { export const first = () => N5.a } N5.first()", 0],
    [
      "class P0 { constructor(private x: number, readonly y = 2) {} sum() { return this.x + this.y } } new P0(1).sum()",
      3,
    ],
    [
      "abstract class A0 { abstract m(): number; static s = 1 } class A1 extends A0 { override m() { return 5 } } new A1().m()",
      5,
    ],
    [
      "class F0 { a = 1; b = this.a; declare c: number; #d = 4; get d() { return this.#d } static { (this as any).z = 1 } } ({ ...new F0(), d: new F0().d, z: (F0 as any).z })",
      { a: 1, b: 1, d: 4, z: 1 },
    ],
    ["function o0(x: number): number; function o0(x: string): string; function o0(x: any) { return x } o0('x')", "x"],
    ["type T0<K> = { [P in keyof K]: K[P] }; interface I0 { a: number } const t0: T0<I0> = { a: 1 }; t0", { a: 1 }],
    ["const g0 = <T>(x: T): T => x; const g1 = <T extends object>(x: T) => x; [g0<number>(1), g1({})]", [1, {}]],
    ["declare const notThere: number; declare function nor(): void; typeof notThere", "undefined"],
    ["import path = require('node:path'); import base = path.basename; base('/a/b')", "b"],
    ["function seal(c: any) { c.sealed = true } @seal class D0 {} (D0 as any).sealed", true],
    [
      "const seen: string[] = []; function note(t: any, k: string, d?: any) { seen.push(k + (d ? '()' : '')) } class D1 { @note f = 1; @note m() {} @note static s() {} } seen",
      ["f", "m()", "s()"],
    ],
    [
      "const at: number[] = []; const par = (t: any, k: any, i: number) => { at.push(i) }; class D2 { m(@par a: number, @par b: number) {} } at",
      [1, 0],
    ],
    [
      "function twice(t: any, k: string, d: PropertyDescriptor) { const f = d.value; d.value = (x: number) => 2 * f(x) } class D3 { @twice m(x: number) { return x } } new D3().m(4)",
      8,
    ],
    ["let s0 = 5; (s0 as number) = 6; s0!++; s0", 7],
    ["const sat = { a: 1 } satisfies Record<string, number>; sat.a", 1],
    ["import.meta.url", "file:///notebook"],
  ])("%s", async (cell, value) => {
    expect(await repl.run(cell)).toEqual(value);
  });
});

describe("imports and exports", () => {
  it.each<[string, unknown]>([
    [
      "import fs from 'node:fs'; import fs2, { existsSync as ex } from 'node:fs'; import * as all from 'node:fs'; import def, * as both from 'node:fs'; [typeof fs.readFileSync, fs2 === fs, ex === fs.existsSync, typeof all.statSync, def === both.default]",
      ["function", true, true, "function", true],
    ],
    ["import { 'basename' as quoted } from 'node:path'; quoted('/a/b')", "b"],
    ["import type { Stats } from 'node:nowhere'; import { type Dirent } from 'node:nowhere2'; 1", 1],
    ["export { a } ; export { a as b, type T } ; const a = 1; type T = 1; a", 1],
    ["export * from 'node:path'; export { join } from 'node:path'; export type { X } from 'node:nowhere'; 1", 1],
    ["export default function deff() { return 1 } deff()", 1],
    ["export default class Deff {} typeof Deff", "function"],
    [
      "export const ex1 = 1, ex2 = 2; export function ex3() { return 3 } export class Ex4 {} export type Ex5 = 1; export abstract class Ex6 {} [ex1, ex2, ex3(), typeof Ex4, typeof Ex6]",
      [1, 2, 3, "function", "function"],
    ],
    ["export let { ex7, ex8: [ex9] } = { ex7: 7, ex8: [9] }; [ex7, ex9]", [7, 9]],
  ])("%s", async (cell, value) => {
    expect(await repl.run(cell)).toEqual(value);
  });

  it("asks the kernel for each module, with its attributes", async () => {
    repl.imported.length = 0;
    await repl.run("import '/etc/hostname/../../dev/../proc/../usr/../tmp/../' ; 1").catch(() => {});
    await repl.run(
      `import pkg from ${JSON.stringify(new URL("../../../package.json", import.meta.url).pathname)} with { type: "json" }; pkg.name`,
    );
    await repl.run("import('node:os'); (await import('node:' + 'url')).URL");
    expect(repl.imported.slice(1)).toEqual([
      expect.stringMatching(/package\.json {"with":{"type":"json"}}$/),
      "node:os",
      "node:url",
    ]);
  });
});

describe("loops", () => {
  it.each<[string, unknown]>([
    ["let l0 = 0; for (let i = 0; i < 5000; i++) l0 += i; l0", 12497500],
    ["let l1 = 0; for (let i = 0; i < 10; i++) { if (i === 5) break; l1 = i } l1", 4],
    ["let l2 = 0; for (let i = 0; i < 3000; i++) { if (i % 2) continue; l2 += Math.abs(i) } l2", 2248500],
    [
      "let l3 = ''; outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue outer; if (i === 2) break outer; l3 += i + '' + j + ' ' } } l3",
      "00 10 ",
    ],
    ["let l4 = 0; while (l4 < 5) l4++; do l4++; while (l4 < 10); l4", 10],
    ["let l5 = 0; for (;;) if (++l5 > 3) break; l5", 4],
    ["const l6: (() => number)[] = []; for (let i = 0; i < 3; i++) l6.push(() => i); l6.map((f) => f())", [0, 1, 2]],
    ["let l7 = 0; for (const k in { a: 1, b: 2 }) for (const v of [1, 2]) l7 += v; l7", 6],
    ["function* l8() { for (let i = 0; i < 3; i++) yield i } [...l8()]", [0, 1, 2]],
    ["let l9 = 0n; for (let i = 0n; i < 2000n; i++) l9 += i; l9", 1999000n],
    ["let la = 0; for (let i = 10, n = 3; i >= 0; i -= n) la += i; la", 22],
    ["const lb: number[] = []; for (let i = 0, a = [1, 2, 3]; i < a.length; i++) lb[i] = a[i]! * 2; lb", [2, 4, 6]],
    ["let lc = 0; for (let i = 0; i < 4; i++) for (let j = 0; j < 1500; j++) lc += 1; lc", 6000],
    ["let ld = 0; for (let i = 0; i < 4; i++); ld", 0],
  ])("%s", async (cell, value) => {
    expect(await repl.run(cell)).toEqual(value);
  });

  it.each([
    "for (;;);",
    "for (;;) {}",
    "while (true) {}",
    "while (true);",
    "do {} while (true)",
    "do ; while (true)",
    "for (let i = 0; i >= 0; i++) {}",
    "for (let i = 0; true; i++) Math.sin(i)",
    "a: for (;;) continue a",
    "a: while (true) { for (;;) continue a }",
    "for (const x of (function* () { while (true) yield 1 })());",
    "(() => { for (;;) try { throw 1 } catch {} })()",
    "await (async () => { for (;;) await 1 })()",
    "const spin = function () { while (1) ; }; [1].forEach(spin)",
    "class S { static { for (;;); } }",
    "namespace SN { for (;;); }",
    "for await (const x of [1]) for (;;) {}",
    "if (true) while (true) ; else ;",
  ])("an interrupt ends %s, finally blocks run", async (loop) => {
    repl.interrupt = undefined;
    await repl.run("let finallyRan = false");
    repl.interrupt = new Error("interrupted");
    const { error } = await repl.outcome(
      /^(class|namespace)/.test(loop) ? loop : `try { ${loop} } finally { finallyRan = true }`,
    );
    expect(error).toBe(repl.interrupt);
    repl.interrupt = undefined;
    expect(await repl.run("finallyRan")).toBe(!/^(class|namespace)/.test(loop));
  });
});
