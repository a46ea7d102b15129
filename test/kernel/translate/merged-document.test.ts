import { describe, expect, it } from "vitest";
import {
  createCellGraph,
  languageDocument,
  mergeableRun,
  type MergeableRun,
  mergedDocument,
  translate,
} from "../../../kernel/src/translate";

/** Cells that ran, as far as they can share a document. */
function runs(...sources: string[]): (MergeableRun | undefined)[] {
  const graph = createCellGraph();
  return sources.map((source, index) => {
    const execution = index + 1;
    const names = translate(source, { sourceName: "cell", known: graph.known });
    const document = languageDocument(names.text, names, graph, execution);
    graph.ran({ id: String(index), execution, names });
    return mergeableRun(execution, document);
  });
}

describe("a cell as one of several in a document", () => {
  it("is a namespace that exports its declarations, known to others by its run", () => {
    const cells = runs("let a = 1; export type B = 1", "a = 2; function f() { return a }").flatMap((run) => run ?? []);
    expect(mergedDocument(cells)).toBe(
      [
        "namespace __cell_1_in { ",
        "export let a = 1; export type B = 1",
        "}",
        "namespace __cell_2_in { declare let a: typeof __cell_1.a;;",
        "a = 2; export function f() { return a }",
        "}",
        "import a_1__cell = __cell_1_in.a; import B_1__cell = __cell_1_in.B; import f_2__cell = __cell_2_in.f;",
        "export { a_1__cell as a, B_1__cell as B, f_2__cell as f };declare global { " +
          "export import __cell_1 = __cell_1_in; export import __cell_2 = __cell_2_in; }",
        "",
      ].join("\n"),
    );
  });

  it.each([
    ["an import", "import fs from 'node:fs'"],
    ["an import by require", "import fs = require('node:fs')"],
    ["a list of exports", "const a = 1; export { a as b }"],
    ["a default export", "export default 5"],
    ["an await", "const a = [await 1]"],
    ["an await in a loop's head", "for await (const a of []) {}"],
    ["a resource", "using a = null"],
    ["a var from within", "if (true) { var a = 1 }"],
    ["a type that grows", "let a = []"],
    ["a type that comes later", "let a, b = 1"],
    ["globals", "declare global { var a: number }"],
    ["a module", 'declare module "a" {}'],
  ])("can't be one with %s", (_, source) => {
    expect(runs(source)).toEqual([undefined]);
  });

  it.each([
    "async function a() { await 1; var b = 1 }",
    "let a: number[] = [], b = [1]; var c = null as null | 1",
    "for (const a of []) {}",
  ])("can be one with %s", (source) => {
    expect(runs(source)).not.toContain(undefined);
  });
});
