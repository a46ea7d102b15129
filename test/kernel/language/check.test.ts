import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Notebook } from "./notebook";

let notebook: Notebook;
beforeAll(() => {
  notebook = new Notebook({
    "local.ts": "export const local = 1;\nexport interface Shape { a: number }\n",
    "data.json": '{ "answer": 42 }',
    "untyped.js": "exports.x = 1;",
  });
});
afterAll(() => notebook.close());

describe("a cell's types", () => {
  it("errors have their place in the cell, their code and plain words", async () => {
    expect(await notebook.cell("const a = 1;\nconst word: string = a;\nnope;")).toEqual([
      {
        code: 2322,
        message: "Type 'number' is not assignable to type 'string'.",
        start: { line: 2, column: 6 },
        end: { line: 2, column: 10 },
        imports: [],
      },
      {
        code: 2304,
        message: "Cannot find name 'nope'.",
        start: { line: 3, column: 0 },
        end: { line: 3, column: 4 },
        imports: [],
      },
    ]);
  });

  it.each([
    ["topP(0.9);", ['import { topP } from "kernel-utils/decode"']],
    ['readFileSync("x");', ['import { readFileSync } from "node:fs"']],
    ['path.join("a");', ['import path from "node:path"']],
    ["let frame: DataFrame;", ['import { DataFrame } from "danfojs-node"']],
    [
      'import { countNgrams } from "kernel-utils/ngram"; ngramModel;',
      ['import { ngramModel } from "kernel-utils/ngram"'],
    ],
    ["noSuchNameAnywhere;", []],
  ])("of an unknown name say which import would bring it: %s", async (source, imports) => {
    const errors = await notebook.cell(source);
    expect(errors.map((error) => error.imports)).toEqual([imports]);
  });

  it("of an unknown name don't wait for the import that would bring it", async () => {
    const hurried = new Notebook({}, { hintTimeout: 1 });
    try {
      const [error] = await hurried.cell("topP(0.9);");
      expect(error).toMatchObject({ code: 2304, imports: [] });
      expect(await hurried.codes("const n: number = 'a';")).toEqual([2322]);
    } finally {
      hurried.close();
    }
  });

  it("places hold in a last object literal, after Chinese and emoji, at Windows line ends", async () => {
    const [error] = await notebook.cell('const 词 = "😀"; ({ 词 });\r\n{ a: 1, b: nope }');
    expect(error).toMatchObject({ code: 2304, start: { line: 2, column: 11 }, end: { line: 2, column: 15 } });
  });

  it.each([
    ["what is unused", "const unused = 1; function f() {}"],
    [
      "top-level await, for await, using",
      "await 1; for await (const x of [1]) {} using u = null; await using v = null;",
    ],
    [
      "Node",
      "process.argv; Buffer.from('a'); setTimeout(() => {}, 1).unref(); import fs from 'node:fs/promises'; fs.readFile;",
    ],
    ["the library of this Node", "[1].toSorted(); [1].findLast((x) => x); new Error('a', { cause: 1 });"],
    [
      "Node's globals as values",
      "crypto.randomUUID().length; new File(['a'], 'a.txt').size; new CustomEvent('a', { detail: 5 }).detail.toFixed(); new TextDecoder().decode(); structuredClone(1); fetch('a').then((r) => r.ok);",
    ],
    [
      "Node's globals as types",
      "let d: TextDecoder; let e: TextEncoder; let k: CryptoKey; let f: File; let m: MessagePort; let r: Response; let u: URL; let p: PerformanceEntry; let a: AbortSignal;",
    ],
    [
      "WebAssembly",
      "const wasm: WebAssembly.Module = await WebAssembly.compile(Uint8Array.of(0)); const { exports } = new WebAssembly.Instance(wasm); const n: number = new WebAssembly.Memory({ initial: 1 }).buffer.byteLength; exports.f(n);",
    ],
    ["types under exports", "import { describe } from 'vitest'; describe;"],
    [
      "files of the project",
      "import { local, type Shape } from './local'; import { local as again } from './local.ts'; const s: Shape = { a: local + again };",
    ],
    ["JSON", "import data from './data.json'; const n: number = data.answer;"],
    ["JavaScript of the project", "import { x } from './untyped.js'; x;"],
    ["a package without types", "import Reveal from 'reveal.js'; new Reveal().anything;"],
    ["decorators as they run", "function d(target: object, key: string) {} class D { @d x = 1 }"],
    ["namespaces and enums", "namespace N { export const a = 1 } const enum E { b } const n: number = N.a + E.b;"],
    ["require", "const os = require('node:os');"],
    ["export forms", "export default 5; const y = 1; export { y as z }; export const w = 2;"],
    [
      "import.meta",
      "const { url, dirname, filename } = import.meta; const s: string = url + dirname + filename + import.meta.resolve('./local');",
    ],
    ["nocheck", "// @ts-nocheck\nconst s: string = 1;"],
  ])("%s passes", async (_, source) => {
    expect(await notebook.cell(source)).toEqual([]);
  });

  it("is strict", async () => {
    expect(await notebook.codes("function f(x) { return x }")).toEqual([7006]);
    expect(await notebook.codes("const s: string = null;")).toEqual([2322]);
  });
});

describe("names between cells", () => {
  it("types flow, generics and classes among them", async () => {
    expect(
      await notebook.codes(
        "class Box<T> { constructor(public value: T) {} } interface Item { id: number } type Pair<T> = [T, T]",
        "const box = new Box<Item>({ id: 1 }); const pair: Pair<number> = [1, 2];",
        "const id: string = box.value.id;",
      ),
    ).toEqual([2322]);
    expect(await notebook.codes("const q: Pair<string> = ['a', 1];")).toEqual([2322]);
  });

  it("a let of an earlier cell can be assigned, with its type; a const can't", async () => {
    expect(
      await notebook.codes(
        "let counts = new Map<string, number>(); const fixed = 1; var v = 'a';",
        "counts = new Map([['a', 1]]); v = 'b';",
      ),
    ).toEqual([]);
    expect(await notebook.codes("counts = 5;")).toEqual([2322]);
    expect(await notebook.codes("fixed = 2;")).toEqual([2588]);
  });

  it("a name can be declared again, as another kind and type; later cells see the new one", async () => {
    expect(
      await notebook.codes(
        "const again = 1;",
        "const again = 'text';",
        "class again {}",
        "type again = 5;",
        "enum again { a }",
        "const n: number = again.a;",
      ),
    ).toEqual([]);
  });

  it("a cell that failed the check leaves no names behind", async () => {
    expect(await notebook.codes("const half: string = 1;", "half;")).toEqual([2304]);
  });

  it("modules of earlier cells are not spoken of", async () => {
    await notebook.cell("class Engine { x = 1 } const engine = new Engine(); interface Wheel { r: number }");
    const [error] = await notebook.cell("const w: Wheel = engine;");
    expect(error?.message).toContain("'Engine'");
    expect(error?.message).not.toMatch(/__cell|import\(/);
  });

  it("imports reach later cells, types too", async () => {
    expect(
      await notebook.codes(
        "import * as path from 'node:path'; import { type Stats, statSync } from 'node:fs'; import { local } from './local';",
        "const p: path.ParsedPath = path.parse('/a'); const st: Stats = statSync('/'); const n: number = local;",
      ),
    ).toEqual([]);
  });

  it("what an earlier cell imported as a type is no value", async () => {
    const cells = ["import type { EventEmitter } from 'node:events';", "const e: EventEmitter = new EventEmitter();"];
    expect(await notebook.codes(...cells)).toEqual([1361]);
  });

  it("names of globals are the cell's own", async () => {
    expect(
      await notebook.codes(
        "import { setTimeout } from 'node:timers/promises';",
        "const s: string = await setTimeout(1, 'a');",
      ),
    ).toEqual([]);
  });
});

describe("what changes outside", () => {
  it("a changed, a new and a removed file count in the next cell", async () => {
    expect(await notebook.codes("import { local } from './local'; const n: number = local;")).toEqual([]);
    notebook.write("local.ts", "export const local = 'now text';\n");
    expect(await notebook.codes("import { local } from './local'; const n: number = local;")).toEqual([2322]);
    expect(await notebook.codes("import { fresh } from './fresh';")).toEqual([2307]);
    notebook.write("fresh.ts", "export { deep as fresh } from './deep';");
    notebook.write("deep.ts", "export const deep = 1;");
    expect(await notebook.codes("import { fresh } from './fresh'; const f: number = fresh;")).toEqual([]);
    notebook.write("deep.ts", "export const deep = 'text';");
    expect(await notebook.codes("import { fresh } from './fresh'; const f: number = fresh;")).toEqual([2322]);
  });
});

describe("a project's tsconfig.json", () => {
  const config = {
    strict: false,
    paths: { "@/*": ["./*"] },
    isolatedModules: true,
    declaration: true,
    rootDir: "src",
    outDir: "dist",
    lib: ["dom"],
  };

  it.each([
    ["in the folder", `// ours\n${JSON.stringify({ compilerOptions: config }).replace("}}", "},}")}`],
    ["by way of another", '{ "extends": "./base.json" }'],
  ])("counts: paths and strictness, %s", async (_, text) => {
    const base = JSON.stringify({ compilerOptions: config });
    const own = new Notebook({ "tsconfig.json": text, "base.json": base, "lib.ts": "export const lib = 1;" });
    try {
      const first =
        "import { lib } from '@/lib'; function f(x) { return x } class Hidden {} const hidden = () => new Hidden();";
      expect(await own.codes(first, "hidden(); f(lib); process.argv; type T = 1;")).toEqual([]);
    } finally {
      own.close();
    }
  });

  it("that can't be read is passed over", async () => {
    const own = new Notebook({ "tsconfig.json": "{ not json" });
    try {
      expect(await own.codes("const s: string = 1;")).toEqual([2322]);
    } finally {
      own.close();
    }
  });
});

describe("a server that fails", () => {
  it("is started again with the cells it knew", async () => {
    const before = notebook.language.pid;
    await notebook.cell("const survivor: number = 1;");
    process.kill(before as number, "SIGKILL");
    expect(await notebook.codes("const s: string = survivor;")).toEqual([2322]);
    expect(notebook.language.pid).not.toBe(before);
  });

  it("is started again when it hangs; the cell passes unchecked rather than never", async () => {
    const hanging = new Notebook({}, { timeout: 10_000 });
    try {
      await hanging.cell("const one = 1;");
      process.kill(hanging.language.pid as number, "SIGSTOP");
      const before = hanging.language.pid;
      expect(await hanging.codes("const t: string = one;")).toEqual([2322]);
      expect(hanging.language.pid).not.toBe(before);
    } finally {
      hanging.close();
    }
  });

  it("gives up when it can never be, and cells still pass", async () => {
    const broken = new Notebook();
    try {
      for (let i = 0; i < 8; i++) {
        const check = broken.cell("const s: string = 1;");
        const { pid } = broken.language;
        if (pid !== undefined) process.kill(pid, "SIGKILL");
        const second = setInterval(() => {
          const { pid: next } = broken.language;
          if (next !== undefined) process.kill(next, "SIGKILL");
        }, 1);
        expect(await check).toEqual([]);
        clearInterval(second);
      }
      expect(broken.language.pid).toBe(undefined);
    } finally {
      broken.close();
    }
  });
});
