import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCellGraph, languageDocument, translate, type CellNames } from "../../../kernel/src/translate";

/** A notebook whose cells are run by name; what each run made stale, as the name and the runs. */
function notebook() {
  const graph = createCellGraph();
  let execution = 0;
  return {
    graph,
    run(id: string, source: string): string[] {
      execution++;
      const names = translate(source, { sourceName: "cell", known: graph.known });
      return graph.ran({ id, execution, names }).map((stale) => `${stale.name}: ${stale.executions.join(" ")}`);
    },
  };
}

describe("stale cells", () => {
  it("are told when a cell they read from runs again", () => {
    const { run } = notebook();
    expect(run("a", "const model = 1")).toEqual([]);
    expect(run("b", "model + 1")).toEqual([]);
    expect(run("c", "const twice = model * 2")).toEqual([]);
    expect(run("d", "twice")).toEqual([]);
    expect(run("a", "const model = 2")).toEqual(["model: 2 3"]);
    expect(run("a", "const model = 3")).toEqual([]); // told already
    expect(run("b", "model + 1")).toEqual([]);
    expect(run("a", "const model = 4")).toEqual(["model: 7"]);
    expect(run("c", "const twice = model * 2")).toEqual(["twice: 4"]);
  });

  it("are not those that read another cell's, or another name", () => {
    const { run } = notebook();
    run("a", "const x = 1, y = 2");
    run("b", "x");
    run("c", "const x = 5");
    run("d", "x");
    expect(run("c", "const x = 6")).toEqual(["x: 4"]);
    expect(run("a", "const y = 3")).toEqual([]);
    expect(run("a", "const x = 1")).toEqual(["x: 2"]);
  });

  it("assignment counts as a change, types as names", () => {
    const { run } = notebook();
    run("a", "let counts = 1; type T = 1");
    run("b", "counts += 1");
    run("c", "counts");
    run("d", "let t: T");
    expect(run("b", "counts += 2")).toEqual(["counts: 3"]);
    expect(run("a", "let counts = 2; type T = 2")).toEqual(["counts: 5", "T: 4"]);
  });

  it("a cell is not stale to itself", () => {
    const { run } = notebook();
    run("a", "let n = 1");
    run("b", "n = n + 1");
    expect(run("b", "n = n + 1")).toEqual([]);
  });

  const names = fc.uniqueArray(fc.constantFrom("a", "b", "c"), { maxLength: 3 });
  const runs = fc.array(
    fc.record({ id: fc.constantFrom("1", "2", "3", "4"), declares: names, reads: names, assigns: names }),
    { maxLength: 30 },
  );
  const cellNames = ({
    declares,
    reads,
    assigns,
  }: {
    declares: string[];
    reads: string[];
    assigns: string[];
  }): CellNames => ({
    declares: declares.map((name) => ({ name, kind: "let", isType: false, isExported: false })),
    reads: reads.filter((name) => !declares.includes(name)),
    assigns: assigns.filter((name) => !declares.includes(name)),
  });

  it("holds for any session: told runs are the last of other cells, read what this cell had written, and are told once", () => {
    fc.assert(
      fc.property(runs, (session) => {
        const graph = createCellGraph();
        const last = new Map<string, number>();
        const told = new Set<string>();
        const writers: Record<string, string | undefined> = {};
        const read = new Map<number, Record<string, string | undefined>>();
        session.forEach((run, index) => {
          const cell = cellNames(run);
          const stale = graph.ran({ id: run.id, execution: index, names: cell });
          const written = [...run.declares, ...cell.assigns.filter((name) => writers[name] !== undefined)];
          // The other way round, straight from the definition.
          const expected = [...last].flatMap(([id, execution]) =>
            written
              .filter(
                (name) => id !== run.id && read.get(execution)?.[name] === run.id && !told.has(`${name} ${execution}`),
              )
              .map((name) => `${name} ${execution}`),
          );
          const found = stale.flatMap(({ name, executions }) => executions.map((execution) => `${name} ${execution}`));
          expect(found.toSorted()).toEqual(expected.toSorted());
          for (const one of found) told.add(one);
          const before = read.get(last.get(run.id) ?? -1) ?? {};
          const origin = (name: string) => (writers[name] === run.id ? (before[name] ?? run.id) : writers[name]);
          read.set(index, Object.fromEntries(cell.reads.map((name) => [name, origin(name)])));
          last.set(run.id, index);
          for (const name of written) writers[name] = run.id;
        });
      }),
    );
  });
});

describe("a cell as a module", () => {
  function document(cells: string[], source: string): string {
    const { graph, run } = notebook();
    cells.forEach((cell, index) => run(String(index), cell));
    const translated = translate(source, { sourceName: "cell", known: graph.known });
    return languageDocument(translated.text, translated, graph).text;
  }

  it.each<[string, string[], string, string]>([
    [
      "imports what it reads from where it was declared last",
      ["const a = 1, b = 2", "const b = 3"],
      "a + b; console",
      "import a = __cell_1.a; import b = __cell_2.b;;\na + b; console\n;export {  };\n",
    ],
    [
      "declares the variables that it assigns",
      ["let a = 1; const c = 1", "var b = 1"],
      "b++; a = 2; c = 2",
      "declare var b: typeof __cell_2.b; declare let a: typeof __cell_1.a; declare const c: typeof __cell_1.c;;\nb++; a = 2; c = 2\n;export {  };\n",
    ],
    [
      "exports what it declares, once",
      [],
      "const a = 1; type B = 1; export class C {}",
      "\nconst a = 1; type B = 1; export class C {}\n;export { a, B };\n",
    ],
    [
      "keeps a value beside the type that it declares",
      ["const a = 1", "type a = 1", "type a = 2"],
      "type a = 3; a",
      "// @ts-ignore\ndeclare const a: typeof __cell_1.a;\n\ntype a = 3; a\n;export { a };\n",
    ],
    [
      "takes a last object literal for one",
      ["const a = 1"],
      "a\n{ a, b: 1 }",
      "import a = __cell_1.a;;\na\n;({ a, b: 1 })\n;export {  };\n",
    ],
    [
      "keeps what speaks to the compiler first",
      ["const a = 1"],
      "// @ts-nocheck\na",
      "// @ts-nocheck\nimport a = __cell_1.a;;\n// @ts-nocheck\na\n;export {  };\n",
    ],
  ])("%s", (_, cells, source, text) => {
    expect(document(cells, source)).toBe(text);
  });

  it("each place of the source has its place in the module, and back", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("a + 1", "a\n{ a, b: 1 }\n", "// @ts-nocheck\n{ a }", "{ a, b: 2 };\n\n"),
        fc.nat(30),
        (source, at) => {
          const { graph, run } = notebook();
          run("0", "const a = 1");
          const translated = translate(source, { sourceName: "cell", known: graph.known });
          const module = languageDocument(translated.text, translated, graph);
          const offset = Math.min(at, source.length);
          expect(module.toSource(module.toDocument(offset))).toBe(offset);
          expect([undefined, module.text[module.toDocument(offset)]]).toContain(source[offset]);
        },
      ),
    );
  });
});
