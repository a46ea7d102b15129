import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CellSyntaxError, translate } from "../../../kernel/src/translate";
import { linesOf } from "../../../kernel/src/translate/lines";
import { Repl } from "./repl";

const known: ReadonlySet<string> = new Set();
const cell = (source: string) => translate(source, { sourceName: "cell-1", known });

/** Goldens: each derived by hand from what the contract of `CellRuntime` says, not copied from a run. */
describe("the code of a cell", () => {
  it.each<[string, string[]]>([
    ["1 + 1", ["__kernel.result(1 + 1)"]],
    ["const a = await f();", ["let a = await __kernel.wait(f())"]],
    ["import a, { b as c } from 'm'", ["let { default: a, \"b\": c } = await __kernel.wait(__kernel.import('m'))"]],
    ["import * as a from 'm'", ["let a = await __kernel.wait(__kernel.import('m'))"]],
    ["import 'm'", ["await __kernel.wait(__kernel.import('m'))"]],
    ["import a from './a.json' with { type: 'json' }", ["__kernel.import('./a.json', { with: { 'type': 'json' } })"]],
    ["const m = import('m')", ["let m = __kernel.import('m')"]],
    ["while (x) y()", ["while (x) { if (__stopping) __kernel.check(); y(); }"]],
    ["for (const x of y) { z(x) }", ["for (const x of y) { if (__stopping) __kernel.check(); z(x); }"]],
    [
      "for (let i = 0; i < 9; i++) s += i",
      ["for (let i = 0; i < 9; i++) { if (__stopping) __kernel.check(); s += i; }"],
    ],
    [
      "for await (const x of y) {}",
      ["for await (const x of __kernel.iterate(y)) { if (__stopping) __kernel.check(); }"],
    ],
    ["try { f() } finally { while (x) y() }", ["finally { while (x) y(); }"]],
    ["x; function f() { return 1 }", ["let f = function() { return 1; }; x;"]],
    ["using a = b()", ["let a = __kernel.use(b(), false)"]],
    ["await using a = b()", ["let a = __kernel.use(b(), true)"]],
    ["const fetch = 1; fetch", ["let fetch$cell = 1; __kernel.result(fetch$cell)"]],
    ["import.meta.url", ["__kernel.result(__kernel.meta.url)"]],
  ])("%s", (source, parts) => {
    const plain = (text: string) =>
      text
        .replaceAll(/\s+/g, " ")
        .replaceAll(/["']/g, "'")
        .replaceAll(/ ?([{}(),;]) ?/g, "$1")
        .replaceAll(";}", "}");
    const { code } = cell(source);
    expect(code.startsWith('"use strict";')).toBe(true);
    expect(code.endsWith("\n//# sourceURL=cell-1")).toBe(true);
    for (const part of parts) expect(plain(code)).toContain(plain(part));
  });
});

it("nothing of a type is left", () => {
  const source =
    "import type { A } from 'm'; import { type B } from 'm'; type C = 1; interface D {} declare const e: 1;";
  expect(cell(source).code.replaceAll(/export \{\};?|\s/g, "")).toBe('"usestrict";//#sourceURL=cell-1');
});

describe("positions", () => {
  let repl: Repl;
  beforeAll(() => {
    repl = new Repl();
  });
  afterAll(() => repl.close());

  /** Where the cell says that `boom` is called, by its stack trace. */
  async function placeOf(source: string) {
    const translated = repl.translate(source);
    const { error } = await repl.outcome(source);
    const frame = /cell-\d+\.js:(\d+):(\d+)/.exec((error as Error).stack?.split("\n").slice(1).join("\n") ?? "");
    return translated.position(Number(frame?.[1]), Number(frame?.[2]) - 1);
  }

  it.each<string>([
    "^throw new Error('x')".replace("^throw ", "throw ^"),
    "type A = 1;\n\nconst x: number = 1;\n  (^undefined as any)();",
    "function f(a: string, b?: number): never {\n  throw ^new Error(a);\n}\nf('x')",
    "import { join } from 'node:path'; join('a'); const 词 = '😀'; throw ^new Error(词)",
    "interface A {\n  a: number;\n}\n// 注\nenum E { a }\nnamespace N { export const z = 1 }\n\nclass C<T> { constructor(private x: T) { ^nope() } }\nconst c = new C<number>(1)",
    "for (let i = 0; i < 3; i++) {\n  if (i === 2) throw ^new Error('2');\n}",
    "await 1;\n\nawait (async () => {\n  await 1;\n  throw ^new Error('later');\n})();",
    "const o = { a: 1 };\n{ a: 1, b: ^nope() }",
    "let s = `\n${1}\n`; throw ^new Error(s)",
    "x1();\nfunction x1() {\n  throw ^new Error('hoisted');\n}",
    "\r\n\r\nthrow ^new Error('crlf')",
    "let fetch = 1; if (fetch) throw ^new Error('renamed')",
    "while (true) ^nope()",
    "\tthrow ^new Error('tab')",
  ])("%j", async (marked) => {
    const at = marked.indexOf("^");
    const source = marked.slice(0, at) + marked.slice(at + 1);
    expect(await placeOf(source)).toEqual(linesOf(source).position(at));
  });

  it("stay inside the cell, whatever is asked", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("a;\nb(c)\n", "const x = 1", "", "\n\n// 词"),
        fc.integer(),
        fc.integer(),
        (source, line, column) => {
          const found = cell(source).position(line, column);
          expect(linesOf(source).position(linesOf(source).offset(found))).toEqual(found);
        },
      ),
    );
  });
});

/** What becomes of any text: code, or an error that says where in it. */
function outcome(source: string): string {
  try {
    return cell(source).code.includes("sourceURL") ? "translated" : "no code";
  } catch (error) {
    if (!(error instanceof CellSyntaxError)) throw error;
    const { line, column } = linesOf(source).position(linesOf(source).offset(error));
    return line === error.line && column === error.column ? "its place" : `${error.line}:${error.column}`;
  }
}

it.each(["class {}", "export class {}", "abstract class {}", "if (1) { class {} }"])("%s needs a name", (source) => {
  expect(() => cell(`1;\n${source}`)).toThrow(CellSyntaxError);
  expect(() => cell(`1;\n${source}`)).toThrow("A class name is required.");
});

describe("properties", () => {
  let repl: Repl;
  beforeAll(() => {
    repl = new Repl();
  });
  afterAll(() => repl.close());

  /** Programs of numbers: their value in REPL mode must be that of the same text as a plain function body. */
  const name = fc.constantFrom("a", "b", "c");
  const { expression, statements } = fc.letrec<{ expression: string; statement: string; statements: string }>(
    (tie) => ({
      expression: fc.oneof(
        { maxDepth: 3 },
        fc.integer({ min: -9, max: 9 }).map((value) => `(${value})`),
        name,
        fc
          .tuple(tie("expression"), fc.constantFrom("+", "*", "-", "&"), tie("expression"))
          .map(([x, op, y]) => `(${x} ${op} ${y})`),
        fc.tuple(name, tie("expression")).map(([x, y]) => `(${x} = ${y} & 1023)`),
        tie("expression").map((x) => `(await (${x}))`),
        tie("expression").map((x) => `((z: number): number => z + 1)(${x})`),
        tie("expression").map((x) => `(${x} as number)`),
        tie("expression").map((x) => `[${x}, 1][0]!`),
      ),
      statement: fc.oneof(
        { maxDepth: 3 },
        tie("expression").map((x) => `${x};`),
        fc.tuple(name, tie("expression")).map(([x, y]) => `${x} += ${y};`),
        fc
          .tuple(tie("expression"), tie("statement"), tie("statement"))
          .map(([x, y, z]) => `if (${x}) { ${y} } else ${z}`),
        fc.tuple(name, tie("statement")).map(([x, y]) => `for (let i = 0; i < 3; i++) { ${x} += i; ${y} }`),
        fc
          .tuple(name, tie("expression"))
          .map(([x, y]) => `for (let i = 0; i < 1500; i++) ${x} = (${x} + ${y}) & 1023;`),
        fc
          .tuple(name, tie("statement"))
          .map(([x, y]) => `for (const i of [1, 2]) { if (${x} & 1) continue; ${x} += i; ${y} }`),
        fc
          .tuple(name, tie("statement"))
          .map(([x, y]) => `for await (const i of [1, 2]) { ${x} += i; if (${x} & 2) break; ${y} }`),
        fc.tuple(name, tie("statement")).map(([x, y]) => `await (async (${x}: number) => { ${y} })(5);`),
        tie("statement").map((x) => `try { ${x} throw 1 } catch { c++ } finally { b++ }`),
        tie("statement").map((x) => `outer: for (;;) { for (;;) { await (async () => { ${x} })(); break outer } }`),
        tie("statement").map((x) => `await (async () => { ${x} })();`),
      ),
      statements: fc.array(tie("statement"), { maxLength: 5 }).map((list) => list.join("\n")),
    }),
  );

  const AsyncFunction = (async () => {}).constructor as new (body: string) => () => Promise<unknown>;
  const asJavaScript = (text: string) =>
    text.replaceAll(": number", "").replaceAll(" as number", "").replaceAll("]!", "]");

  it("a cell means what its text means", async () => {
    await fc.assert(
      fc.asyncProperty(statements, expression, async (body, end) => {
        const source = `let a = 1, b = 2, c = 3;\n${body}\n[a, b, c, ${end}]`;
        const plain = new AsyncFunction(
          `"use strict"; ${asJavaScript(source.replace(/\n(\[a, b, c, .*)$/, "\nreturn $1"))}`,
        );
        const { code } = cell(source);
        expect(code).toContain("__kernel.result");
        expect(await repl.run(source)).toEqual(await plain());
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it("a cell that parses is translated; one that does not says where", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            "a",
            "1",
            "{",
            "}",
            "(",
            ")",
            "await ",
            "const ",
            "=",
            ";",
            "\n",
            "=>",
            "`",
            "${",
            "'",
            "for ",
            "class ",
            "function ",
            "async ",
            ":",
            ",",
            ".",
            "type ",
            "%",
            "!",
            "[",
            "]",
            "词",
            "😀",
            "/*",
            "//",
            "\r\n",
            "enum ",
            "abstract ",
            "extends ",
            "interface ",
            "namespace ",
            "declare ",
            "using ",
            "@d ",
            "import ",
            "export ",
            "default ",
            "of ",
            "?",
          ),
          { maxLength: 25 },
        ),
        (tokens) => {
          const source = tokens.join("");
          expect(["translated", "its place"]).toContain(outcome(source));
        },
      ),
      { numRuns: 3000 },
    );
  }, 60_000);
});
