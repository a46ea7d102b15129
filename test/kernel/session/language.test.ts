import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestNotebook } from "./notebook";

let notebook: TestNotebook;
beforeAll(async () => {
  notebook = await TestNotebook.open({ "data.json": '{ "a": 1 }\n' });
});
afterAll(() => notebook.close());

describe("a cell", () => {
  it.each([
    [
      "may export",
      "export const exported = 1;\nexport function f() {\n  return exported;\n}\nexport default 5;\nf()",
      "1",
    ],
    ["may await in parentheses", "await (Promise.resolve(2))", "2"],
    [
      "may loop over async items",
      "let total = 0;\nfor await (const n of [1, Promise.resolve(2)]) total += n;\ntotal",
      "3",
    ],
    ["may use enums", "enum Colour {\n  Red,\n  Blue = 5,\n}\nColour[5]", "'Blue'"],
    ["may use namespaces", "namespace Space {\n  export const x = 4;\n}\nSpace.x", "4"],
    ["may satisfy types", "const point = { x: 1 } satisfies Record<string, number>;\npoint.x", "1"],
    ["may declare generics", "class Box<T> {\n  constructor(readonly value: T) {}\n}\nnew Box(3).value", "3"],
    ["may import JSON", 'import data from "./data.json" with { type: "json" };\ndata.a', "1"],
    [
      "may import packages that are ES modules only",
      'import { createRng } from "kernel-utils/core";\ntypeof createRng(1)()',
      "'number'",
    ],
    ["may import node: modules by name", 'import { join } from "node:path";\njoin("a", "b")', "'a/b'"],
  ])("%s", async (_, code, result) => {
    expect((await notebook.ok(code)).result).toBe(result);
  });

  it("may put a const of an earlier cell into an object", async () => {
    await notebook.ok("const earlier = 5;\nconst name = 'n';");
    expect((await notebook.ok("({ earlier, name })")).result).toBe("{ earlier: 5, name: 'n' }");
  });

  it("may be run again, also with another type", async () => {
    for (const value of ["1", '"text"', "{ a: [1] }"]) {
      const code = `const again = ${value};\nclass Again {\n  held = again;\n}\nenum Kind {\n  A = ${JSON.stringify(value)},\n}\ntype Held = Again["held"];\ninterface HasHeld {\n  held: Held;\n}`;
      await notebook.ok(code, { cellId: "again" });
      await notebook.ok(`const has: HasHeld = new Again();\nconst held: Held = ${value};\nconst kind: Kind = Kind.A;`);
    }
    expect((await notebook.run("const wrong: Held = 5;")).reply.status).toBe("error");
  });

  it("disposes of what it declared with using when it ends, last first", async () => {
    const { stdout } = await notebook.ok(`class Resource {
  constructor(readonly name: string) {}
  [Symbol.dispose]() {
    console.log("disposed " + this.name);
  }
}
using first = new Resource("first");
using second = new Resource("second");
console.log("ends");`);
    expect(stdout).toBe("ends\ndisposed second\ndisposed first\n");
  });

  it("covers a global without breaking libraries", async () => {
    await notebook.ok("const process = 5, Buffer = 6, URL = 7, fetch = 8;");
    expect((await notebook.ok("[process, Buffer, URL, fetch]")).result).toBe("[ 5, 6, 7, 8 ]");
    await notebook.ok('import { readFileSync } from "node:fs";\nreadFileSync("data.json");\nconsole.log("still");');
  });
});
