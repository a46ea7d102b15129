import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestNotebook } from "./notebook";

// What users of tslab rely on, after the subjects of its own specs (converter, executor, metadata; release 1.0.22): cells
// of our own, run one after the other; the last one's value, or what its error says.
let notebook: TestNotebook;
beforeAll(async () => {
  notebook = await TestNotebook.open();
});
afterAll(() => notebook.close());

describe("a notebook written for tslab", () => {
  it.each<[string, string[], string]>([
    [
      "computes with what it declared",
      ["let w = 3, h = 4;", "let area = w * h; area -= 2;", "h = w * area;", "[w, h, area]"],
      "[ 3, 30, 10 ]",
    ],
    [
      "changes a variable in a function",
      ["let counter = 0;\nfunction increment() {\n  counter++;\n}", "increment();\nincrement();", "counter"],
      "2",
    ],
    ["takes objects and arrays apart", ["const [p, { q: r }] = [1, { q: 'two' }];", "[p, r]"], "[ 1, 'two' ]"],
    [
      "declares functions of all kinds",
      [
        "function* upTo(n: number) {\n  for (let i = 0; i < n; i++) yield i;\n}\nasync function later<T>(x: T): Promise<T> {\n  return x;\n}",
        "[...upTo(3), await later(9)]",
      ],
      "[ 0, 1, 2, 9 ]",
    ],
    [
      "calls a function before it stands there",
      ["soon();\nfunction soon() {\n  return 'hoisted';\n}\nsoon()"],
      "'hoisted'",
    ],
    [
      "recurses",
      ["function fib(n: number): number {\n  return n < 2 ? n : fib(n - 1) + fib(n - 2);\n}", "fib(20)"],
      "6765",
    ],
    ["declares a constant again", ["const again = 3;", "const again = 4;", "again"], "4"],
    [
      "declares a name again as another kind",
      ["enum Direction {\n  Up = 1,\n  Down,\n}", "Direction[2]", "let Direction = null;", "Direction"],
      "null",
    ],
    [
      "puts a variable in a class's place",
      ["class Thing {}\nclass Other {}", "let Thing = 10;", "[Thing, new Other()]"],
      "[ 10, Other {} ]",
    ],
    [
      "puts a class in an interface's place",
      ["interface Shape {\n  side: number;\n}", "class Shape {\n  name = 's';\n}", "new Shape().name"],
      "'s'",
    ],
    [
      "puts a variable in an import's place",
      ['import { cpus } from "os";\nconst numCpus = cpus().length;', "let cpus = 10;", "cpus"],
      "10",
    ],
    [
      "has a type and a value of one name, from two cells",
      [
        "const Config = { depth: 1 };",
        "type Config = typeof Config;\nconst deep: Config = { depth: 2 };",
        "const deeper: Config = { depth: Config.depth + deep.depth };\ndeeper",
      ],
      "{ depth: 3 }",
    ],
    [
      "has a type beside a namespace of one name",
      ['import * as path from "path";', "type path = string;", "const joined: path = path.join('a', 'b');\njoined"],
      "'a/b'",
    ],
    [
      "declares that type again and again",
      [
        "const Many = 1;",
        "type Many = typeof Many;",
        "type Many = typeof Many | 2;",
        "const many: Many = 2;\nmany + Many",
      ],
      "3",
    ],
    [
      "merges interfaces of one cell",
      [
        "interface Both {\n  a: number;\n}\ninterface Both {\n  b: string;\n}\nconst both: Both = { a: 1, b: 'x' };",
        "both.b",
      ],
      "'x'",
    ],
    [
      "covers a global's type",
      [
        "interface Map {\n  own(): number;\n}\nfunction makeMap(): Map {\n  return { own: () => 7 };\n}",
        "makeMap().own()",
      ],
      "7",
    ],
    ["covers a global", ["let process = 5;", "process + 1"], "6"],
    [
      "imports by star, by default and by name",
      [
        'import * as a from "crypto";\nimport b from "crypto";\nimport { createHash } from "crypto";',
        "[a.createHash === createHash, b.createHash === createHash]",
      ],
      "[ true, true ]",
    ],
    ["imports by a call", ['const { createHmac } = await import("crypto");', "typeof createHmac"], "'function'"],
    [
      "calls require",
      ['const { basename } = require("path") as typeof import("path");', 'basename("a/b.txt")'],
      "'b.txt'",
    ],
    ["knows its folder", ["typeof __dirname + typeof __filename"], "'stringstring'"],
    ["may call a variable require", ["let require = 1;\nrequire"], "1"],
    [
      "awaits in a declaration",
      ["async function hello() {\n  return 'hi';\n}\nlet greeting = await hello();", "greeting"],
      "'hi'",
    ],
    ["awaits as its last value", ["await new Promise((done) => setTimeout(done, 1, 'done'));"], "'done'"],
    [
      "decorates a class",
      [
        "function sealed(target: Function): void {\n  Object.seal(target);\n}\n@sealed\nclass Sealed {}\nObject.isSealed(Sealed)",
      ],
      "true",
    ],
    ["knows an object's constructor", ["({}).constructor === Object"], "true"],
    [
      "imports tslab's display",
      ['import * as tslab from "tslab";', "typeof tslab.display.png + typeof tslab.newDisplay"],
      "'functionfunction'",
    ],
  ])("%s", async (_, cells, result) => {
    let last: string | undefined;
    for (const cell of cells) last = (await notebook.ok(cell)).result;
    expect(last).toBe(result);
  });

  it.each<[string, string[], RegExp]>([
    ["a wrong type", ["let text: string = 10;"], /TS2322/],
    ["a browser's global", ["document.createElement('div');"], /TS2584/],
    ["an assignment to a constant", ["const fixed: number = 1;", "fixed = 2;"], /TS2588/],
    ["a name declared twice in one cell", ["let twice = 3;\nlet twice = 4;"], /already been declared/],
    [
      "a class that lacks what it implements",
      ["interface Named {\n  name: string;\n}\nclass Nameless implements Named {}"],
      /TS2420/,
    ],
    ["an await in a function that is not async", ["function wrong() {\n  return await 1;\n}"], /await/],
    [
      "an operand that became a string",
      ["let operand: number = 1;\noperand++;", "let operand = 'x';", "operand++;"],
      /TS2356/,
    ],
    [
      "a decorator of the standard kind",
      ["function logged(value: Function, context: ClassDecoratorContext) {}\n@logged\nclass Logged {}"],
      /TS1238[^]*experimentalDecorators/,
    ],
    ["a rejection", ["await Promise.reject(new Error('refused'));"], /Error: refused/],
    ["the assignment to module.exports", ["module.exports = 1;"], /module is not defined/],
  ])("is told of %s", async (_, cells, error) => {
    for (const cell of cells.slice(0, -1)) await notebook.ok(cell);
    const { reply, traceback } = await notebook.run(cells.at(-1) as string);
    expect(reply.status).toBe("error");
    expect(traceback).toMatch(error);
  });

  it("has cells that are modules, and sees them change", async () => {
    const module = (text: string) =>
      `/**\n * @module shared\n */\nexport const word: string = '${text}';\nconst hidden = 1;`;
    const made = await notebook.ok(module("one"));
    expect(made.outputs.find(({ type }) => type === "display_data")?.content.data).toMatchObject({
      "text/plain": "this cell is the module `./shared`: other cells can import it",
    });
    await notebook.ok('import { word } from "./shared";\nimport * as shared from "./shared";');
    expect((await notebook.ok("word + Object.keys(shared)")).result).toBe("'oneword'");
    expect((await notebook.run("hidden")).reply.status).toBe("error");
    await notebook.ok(module("two"));
    expect((await notebook.ok("word")).result).toBe("'two'");
    const wrong = await notebook.run("/** @module shared */\nexport const word: string = 5;");
    expect(wrong.traceback).toMatch(/TS2322[^]*line 2/);
    expect((await notebook.ok("word")).result).toBe("'two'");
  });

  it.each([
    ["/** @browser */\nconst div = document.createElement('div');", /@browser.*not there.*text\/html/],
    ["/** @jsx @module view */\nconst x = <div></div>;", /@jsx.*not there.*\.tsx/],
  ])("is told what is not there: %s", async (code, message) => {
    expect((await notebook.run(code)).reply.evalue).toMatch(message);
  });

  it("may be JavaScript, unchecked", async () => {
    const code = "function add(x, y) {\n  return x + y;\n}\nadd(1, '2')";
    expect((await notebook.run(code)).traceback).toMatch(/TS7006.*\/\/ @ts-nocheck/);
    expect((await notebook.ok(`// @ts-nocheck\n${code}`)).result).toBe("'12'");
    expect((await notebook.ok("add(1, 2)")).result).toBe("3");
  });

  it("is not told so of other comments", async () => {
    expect((await notebook.ok("/** Reads @browserslist and a@module.org. */\nconst plain = 1;\nplain")).result).toBe(
      "1",
    );
    expect((await notebook.ok("const tag = '/** @browser */';\ntag.length")).result).toBe("15");
  });
});
