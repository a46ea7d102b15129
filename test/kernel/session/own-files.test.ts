import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestNotebook } from "./notebook";

let notebook: TestNotebook;
beforeAll(async () => {
  notebook = await TestNotebook.open({
    "tsconfig.json":
      '{ "compilerOptions": { "experimentalDecorators": true, "paths": { "@/*": ["./*"], "exact": ["./lib/index.ts"] } } }',
  });
});
afterAll(() => notebook.close());

function write(name: string, text: string): void {
  const path = join(notebook.folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
}

describe("a cell imports the project's own TypeScript", () => {
  beforeAll(() => {
    write("a.ts", "export const a: string = 'a';\nexport default 5 as number;\n");
    write("lib/index.ts", "export enum Colour {\n  Red,\n  Blue,\n}\n");
    write("module.mts", "export const name: string = 'mts';\n");
    write("common.cts", "const held: { n: number } = { n: 3 };\nexport = held;\n");
    write("view.tsx", "export const id = <T,>(x: T): T => x;\n");
  });

  it.each([
    ["by its name without an ending", 'import { a } from "./a";\na', "'a'"],
    ["by its name", 'import { a } from "./a.ts";\na', "'a'"],
    ["by the JavaScript's name", 'import { a } from "./a.js";\na', "'a'"],
    ["by its default", 'import five, { a as renamed } from "./a";\n[five, renamed]', "[ 5, 'a' ]"],
    ["as a whole", 'import * as whole from "./a";\nwhole', "[Module: null prototype] { a: 'a', default: 5 }"],
    ["by its folder", 'import { Colour } from "./lib";\nColour[1]', "'Blue'"],
    ["through paths", 'import { Colour as Named } from "@/lib";\nNamed[0]', "'Red'"],
    ["through a whole name of paths", 'import { Colour as Exact } from "exact";\nExact.Blue', "1"],
    ["of .mts files", 'import { name as mts } from "./module.mjs";\nmts', "'mts'"],
    ["of .cts files", 'import common from "./common.cjs";\ncommon.n', "3"],
    ["of .tsx files", 'import { id } from "./view";\nid(4)', "4"],
    ["dynamically", '(await import("./a")).a', "'a'"],
    ["by require", '(require("./a") as { a: string }).a', "'a'"],
    ["by import equals", 'import required = require("./a");\nrequired.a', "'a'"],
    ["by import equals of what it assigns", 'import assigned = require("./common.cjs");\nassigned.n', "3"],
  ])("%s", async (_, code, result) => {
    expect((await notebook.ok(code)).result).toBe(result);
  });

  it("by its absolute path", async () => {
    expect(
      (await notebook.ok(`import { a as far } from ${JSON.stringify(join(notebook.folder, "a"))};\nfar`)).result,
    ).toBe("'a'");
  });

  it("for its effects, once", async () => {
    write("effect.ts", 'console.log("effect");\nexport {};\n');
    expect((await notebook.ok('import "./effect";\nimport "./effect.ts";')).stdout).toBe("effect\n");
    expect((await notebook.ok('import "./effect";')).stdout).toBe("");
  });

  it("and export it on", async () => {
    write("from.ts", 'console.log("loaded");\nexport const x = 1;\n');
    expect((await notebook.ok('export { x } from "./from";\nexport * from "./from";')).stdout).toBe("loaded\n");
  });

  it("that imports packages, JSON, CommonJS, built-in modules and other files, with live bindings", async () => {
    write("numbers.json", '{ "n": 4, "list": [1] }\n');
    write("old.cjs", "exports.old = 6;\nmodule.exports.more = (() => 7)();\n");
    write("counter.ts", "export let count = 0;\nexport function up(): void {\n  count++;\n}\n");
    write(
      "all.ts",
      `import { createRng } from "kernel-utils/core";
import data, { n } from "./numbers.json";
import { old } from "./old.cjs";
import { join } from "node:path";
import { count, up } from "./counter.js";
import type { Nothing } from "./nowhere";
import * as counter from "./counter";
export * from "./counter";
export * as again from "./counter";
up();
const none: Nothing | undefined = undefined;
export const all = [typeof createRng(1)(), data.list, n, old, join("a", "b"), count, counter.count, none];
`,
    );
    const { result } = await notebook.ok('import { all, again } from "./all";\n[all, again.count]');
    expect(result?.replaceAll(/\s+/g, " ")).toBe("[ [ 'number', [ 1 ], 4, 6, 'a/b', 1, 1, undefined ], 1 ]");
    await notebook.ok('import { count, up } from "./all";\nup();');
    expect((await notebook.ok("count")).result).toBe("2");
  });

  it("in cycles, with functions that are there from the start", async () => {
    write(
      "even.ts",
      'import { odd } from "./odd";\nexport function even(n: number): boolean {\n  return n === 0 || odd(n - 1);\n}\n',
    );
    write(
      "odd.ts",
      'import { even } from "./even";\nexport const early = even(0);\nexport function odd(n: number): boolean {\n  return n !== 0 && even(n - 1);\n}\n',
    );
    const { result } = await notebook.ok(
      'import { even } from "./even";\nimport { early } from "./odd";\n[even(10), early]',
    );
    expect(result).toBe("[ true, true ]");
  });

  it("with awaits at its top level, import.meta and decorators, parameter properties, namespaces", async () => {
    write(
      "rich.ts",
      `import { basename } from "node:path";
export const late: number = await new Promise<number>((done) => setTimeout(done, 10, 8));
for await (const part of [Promise.resolve(1)]) console.log(part);
export const meta = [basename(import.meta.filename), import.meta.url.startsWith("file:"), basename(import.meta.dirname) === basename(__dirname), import.meta.resolve("./a").endsWith("a.ts")];
function doubled(_: object, key: string, descriptor: PropertyDescriptor): void {
  const method = descriptor.value as () => number;
  descriptor.value = function (this: object) {
    return 2 * method.call(this);
  };
}
export class Box {
  constructor(private readonly value: number) {}
  @doubled get(): number {
    return this.value;
  }
}
export namespace Space {
  export const inside = 1;
  export let changes = 1;
}
Space.changes++;
export default class {}
using closed = { [Symbol.dispose]: () => console.log("disposed") };
`,
    );
    const { result, stdout } = await notebook.ok(
      'import Default, { late, meta, Box, Space } from "./rich";\n[late, ...meta, new Box(4).get(), Space.inside, Space.changes, Default.name]',
    );
    expect(result?.replaceAll(/\s+/g, " ")).toBe("[ 8, 'rich.ts', true, true, true, 8, 1, 2, 'default' ]");
    expect(stdout).toBe("1\ndisposed\n");
  });

  it("that has standard decorators, and is told that these can't run yet", async () => {
    write("standard/tsconfig.json", "{}");
    write("standard/logged.ts", "const logged = (value: unknown) => value;\n@logged\nexport class A {}\n");
    const standard = await notebook.run('import { A as Standard } from "./standard/logged";');
    expect(standard.traceback).toMatch(/standard decorators.*"experimentalDecorators": true[^]*logged\.ts, line 2/);
    write("standard/accessor.ts", "export class B {\n  accessor x = 1;\n}\n");
    expect((await notebook.ok('import { B } from "./standard/accessor";\nnew B().x')).result).toBe("1");
  });

  it("several times at once, which evaluates it once", async () => {
    write(
      "slow.ts",
      "console.log('slow');\nawait new Promise((done) => setTimeout(done, 50));\nexport const slow = {};\n",
    );
    write("user-of-slow.ts", 'export { slow } from "./slow";\n');
    const code =
      'const [one, two, three] = await Promise.all([import("./slow"), import("./user-of-slow"), import("./slow")]);\none.slow === two.slow && two.slow === three.slow';
    const { result, stdout } = await notebook.ok(code);
    expect([result, stdout]).toEqual(["true", "slow\n"]);
    write("slow-failure.ts", "await new Promise((done) => setTimeout(done, 50));\nthrow new Error('late');\n");
    const failing = 'await Promise.allSettled([import("./slow-failure"), import("./slow-failure")])';
    expect((await notebook.ok(failing)).result?.match(/rejected/g)).toHaveLength(2);
  });

  it("whose names are not called with the module as `this`", async () => {
    write("self.ts", "export function self(this: unknown): unknown {\n  return this;\n}\n");
    write("caller.ts", 'import { self } from "./self";\nexport const found = [self(), self``];\n');
    expect((await notebook.ok('import { found } from "./caller";\nfound')).result).toBe("[ undefined, undefined ]");
  });
});

describe("a file that changes", () => {
  const lines = (outputs: readonly { type: string; content: Record<string, unknown> }[]): string[] =>
    outputs
      .filter(({ type }) => type === "display_data")
      .map(({ content }) => String((content.data as Record<string, unknown>)["text/plain"]));

  it("is seen by the next run of a cell that uses what it exports, and said so once", async () => {
    write("model.ts", "export const version: number = 1;\nexport function name(): string {\n  return 'one';\n}\n");
    await notebook.ok('import { version, name as modelName } from "./model";\nimport * as model from "./model";');
    await notebook.ok("function indirect() {\n  return modelName();\n}");
    expect((await notebook.ok("[version, indirect(), model.version]")).result).toBe("[ 1, 'one', 1 ]");
    write("model.ts", "export const version: string = 'two';\nexport const name = () => 'new ' + version;\n");
    const after = await notebook.ok("[version.length, indirect(), model.version]");
    expect(after.result).toBe("[ 3, 'new two', 'two' ]");
    expect(lines(after.outputs)).toEqual(["`model.ts` changed: loaded again"]);
    expect(lines((await notebook.ok("version")).outputs)).toEqual([]);
  });

  it("is seen through the files that import it", async () => {
    write("base.ts", "export const base: number = 1;\n");
    write("user.ts", 'import { base } from "./base";\nexport const used = base * 10;\n');
    write("other.ts", 'console.log("other is loaded");\nexport {};\n');
    await notebook.ok('import { used } from "./user";\nimport "./other";');
    write("base.ts", "export const base: number = 2;\n");
    const { result, stdout } = await notebook.ok("used");
    expect([result, stdout]).toEqual(["20", ""]);
    write("base.ts", "export const base: number = 3;\n");
    expect((await notebook.ok('import { used as again } from "./user";\n[used, again]')).result).toBe("[ 30, 30 ]");
  });

  it("and does not parse, or throws, is an error where it is used; what was loaded before stays", async () => {
    write("broken.ts", "export const whole: number = 1;\n");
    await notebook.ok('import { whole } from "./broken";');
    for (const [text, error] of [
      ["export const whole: number = ;\n", /SyntaxError[^]*broken\.ts, line 1\n> 1 \| export const whole: number = ;/],
      [
        "// Too late.\nthrow new RangeError('no');\nexport const whole: number = 1;\n",
        /RangeError: no\nbroken\.ts, line 2/,
      ],
    ] as const) {
      write("broken.ts", text);
      const elsewhere = await notebook.ok("1 + 1");
      expect(lines(elsewhere.outputs)[0]).toMatch(/^`broken\.ts` changed but could not be loaded: .*what was loaded/);
      const importing = await notebook.run('import { whole as wholeAgain } from "./broken";');
      expect(importing.reply.status).toBe("error");
      write("broken.ts", `${text}\n`);
      const failed = await notebook.run("whole");
      expect(failed.traceback).toMatch(error);
      expect((await notebook.ok("whole")).result).toBe("1");
    }
    write("broken.ts", "export const whole: number = 2;\n");
    expect((await notebook.ok("whole")).result).toBe("2");
  });

  it("is checked by its new types, also where `paths` lead to it", async () => {
    write("lib/typed.ts", "export const typed: number = 1;\n");
    await notebook.ok('import { typed } from "@/lib/typed";');
    write("lib/typed.ts", "export const typed: string = 'two';\n");
    expect((await notebook.run("typed.toFixed()")).traceback).toMatch(/TS2551|TS2339/);
    expect((await notebook.ok("typed.toUpperCase()")).result).toBe("'TWO'");
  });

  it("leaves alone what a later cell declared", async () => {
    write("shadowed.ts", "export const shadowed: number = 1;\n");
    await notebook.ok('import { shadowed } from "./shadowed";');
    await notebook.ok("let shadowed = 'mine';");
    write("shadowed.ts", "export const shadowed: number = 2;\n");
    expect((await notebook.ok("shadowed")).result).toBe("'mine'");
  });

  it("may be JSON", async () => {
    write("changing.json", '{ "v": 1 }\n');
    await notebook.ok('import changing from "./changing.json";');
    write("changing.json", '{ "v": 22 }\n');
    expect((await notebook.ok("changing.v")).result).toBe("22");
  });

  it("is imported once it is mended", async () => {
    write("mended.ts", "export const = 1;\n");
    const failed = await notebook.run('import { mended } from "./mended";');
    expect(failed.reply.status).toBe("error");
    write("mended.ts", "export const mended: number = 1;\n");
    expect((await notebook.ok('import { mended } from "./mended";\nmended')).result).toBe("1");
  });
});

describe("an error in a file", () => {
  it("shows its TypeScript line, and who called it", async () => {
    write(
      "faulty.ts",
      "interface Ignored {\n  a: number;\n}\nexport function fail(n: number): never {\n  const ignored: Ignored = { a: n };\n  throw new Error(`bad ${ignored.a}`);\n}\n",
    );
    const { traceback } = await notebook.run('import { fail } from "./faulty";\n\nfail(3);');
    expect(traceback).toMatch(
      /^Error: bad 3\nfaulty\.ts, line 6\n[^]*> 6 \| {3}throw new Error\(`bad \$\{ignored\.a\}`\);\n +\| {9}\^[^]*\nCell \[\d+\], line 3/,
    );
  });

  it("of its first evaluation, of a missing package and a missing file, name the place", async () => {
    write("thrower.ts", "export const x: number = 1;\nnull!.x;\n");
    expect((await notebook.run('import "./thrower";')).traceback).toMatch(/TypeError[^]*thrower\.ts, line 2/);
    write("lacking.ts", '// @ts-ignore\nimport "no-such-package-here";\n');
    expect((await notebook.run('import "./lacking";')).traceback).toMatch(/npm i no-such-package-here/);
    write("lost.ts", 'import "./not-there";\n');
    expect((await notebook.run('import "./lost";')).traceback).toMatch(/no module "\.\/not-there".*lost\.ts/);
    expect((await notebook.run('await import("./not-there-either");')).reply.status).toBe("error");
  });

  it("tells that require can't wait", async () => {
    write("waits.ts", "export const x = await Promise.resolve(1);\n");
    expect((await notebook.run('require("./waits");')).reply.evalue).toMatch(/require\(\) must not meet .*waits\.ts/);
    expect((await notebook.ok('(await import("./waits")).x')).result).toBe("1");
  });
});

describe("a stop ends what a file does", () => {
  it.each([
    [
      "in a loop of a function",
      "export function work(): void {\n  for (;;) console.log('on');\n}\n",
      'import { work } from "./FILE";\nwork();',
    ],
    [
      "at an await of a function",
      "export async function work(): Promise<void> {\n  console.log('on');\n  await new Promise(() => {});\n}\n",
      'import { work } from "./FILE";\nawait work();',
    ],
    ["in a loop at its top level", "for (;;) console.log('on');\nexport {};\n", 'import "./FILE";'],
    ["at an await at its top level", "console.log('on');\nawait new Promise(() => {});\n", 'import "./FILE";'],
    ["where no check is", "console.log('on');\n/^(a+)+$/.test('a'.repeat(40) + 'b');\n", 'import "./FILE";'],
  ])("%s", async (title, text, code) => {
    const file = `stopped-${title.replaceAll(" ", "-")}`;
    write(`${file}.ts`, text);
    const id = await notebook.send(code.replace("FILE", file));
    await notebook.said(id, "on");
    await notebook.interrupt();
    expect((await notebook.ended(id)).reply.ename).toBe("KeyboardInterrupt");
    write(`${file}.ts`, "export const work = 'mended';\n");
    expect((await notebook.ok(`import { work as mended } from "./${file}";\nmended`)).result).toBe("'mended'");
    expect((await notebook.ok("1 + 1")).result).toBe("2");
  });

  it.each([
    ["a loop", "for (;;) console.log('on');\n"],
    ["a wait", "console.log('on');\nawait new Promise(() => {});\n"],
    ["a regular expression", "console.log('on');\n/^(a+)+$/.test('a'.repeat(40) + 'b');\n"],
  ])("when it is loaded again, in %s; what was loaded before stays", async (title, text) => {
    const [, name = ""] = /(\w+)$/.exec(title) ?? [];
    write(`reloaded-${name}.ts`, "export const held: string = 'old';\n");
    await notebook.ok(`import { held } from "./reloaded-${name}";`);
    write(`reloaded-${name}.ts`, `${text}export const held: string = 'new';\n`);
    const id = await notebook.send("held");
    await notebook.said(id, "on");
    await notebook.interrupt();
    expect((await notebook.ended(id)).reply.ename).toBe("KeyboardInterrupt");
    expect((await notebook.ok("held")).result).toBe("'old'");
    write(`reloaded-${name}.ts`, "export const held: string = 'newest';\n");
    expect((await notebook.ok("held")).result).toBe("'newest'");
  });

  it("in a `finally` too", async () => {
    write(
      "final.ts",
      "export async function final(): Promise<void> {\n  try {\n    console.log('on');\n    await new Promise(() => {});\n  } finally {\n    console.log('closed');\n  }\n}\n",
    );
    const id = await notebook.send('import { final } from "./final";\nawait final();');
    await notebook.said(id, "on");
    await notebook.interrupt();
    expect((await notebook.ended(id)).stdout).toBe("on\nclosed\n");
  });
});
