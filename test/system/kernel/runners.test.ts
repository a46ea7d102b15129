import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { jupyterEnvironment, root, venvPython } from "../../../scripts/environment.mjs";

mkdirSync(join(root, "output"), { recursive: true });
/** Inside the project: elsewhere cells don't find the types of Node. */
const folder = mkdtempSync(join(root, "output", "runners-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Cell {
  readonly source: string;
  readonly tags?: readonly string[];
  readonly outputs?: readonly object[];
}
const prints = (text: string): Cell => ({
  source: `console.log("${text}");`,
  outputs: [{ output_type: "stream", name: "stdout", text: `${text}\n` }],
});

/** Write a notebook of these cells. @returns its file name */
function notebook(name: string, cells: readonly Cell[]): string {
  const written = cells.map(({ source, tags = [], outputs = [] }, i) => ({
    cell_type: "code",
    id: `cell-${i}`,
    metadata: { tags },
    // nbval takes a cell without a number for one that never ran.
    execution_count: i + 1,
    outputs,
    source,
  }));
  const metadata = { kernelspec: { name: "typescript", display_name: "TypeScript", language: "typescript" } };
  writeFileSync(join(folder, name), JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: written }));
  return name;
}

function python(args: readonly string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> & { said: string } {
  const options = { cwd: folder, env: { ...jupyterEnvironment(), ...env }, encoding: "utf8" } as const;
  const ended = spawnSync(venvPython, args, options);
  return { ...ended, said: stripVTControlCharacters(ended.stdout + ended.stderr) };
}

/** Programs that run a notebook, and where they leave it; nbval compares and leaves none. */
const runners = {
  nbclient: (name: string) => ["-c", "from nbclient.cli import main; main()", name, "--output", `out-${name}`],
  nbconvert: (name: string) => ["-m", "nbconvert", "--to", "notebook", "--execute", name, "--output", `out-${name}`],
  papermill: (name: string) => ["-m", "papermill", name, `out-${name}`],
  nbval: (name: string) => ["-m", "pytest", "--nbval", "-p", "no:cacheprovider", name],
};
const names = Object.keys(runners) as (keyof typeof runners)[];

/** What the notebook that a program left behind shows, by cell. */
function shownIn(name: string): string[] {
  const { cells } = JSON.parse(readFileSync(join(folder, `out-${name}`), "utf8")) as { cells: { outputs: Shown[] }[] };
  return cells.map(({ outputs }) => outputs.map(({ text, ename }) => ename ?? [text].flat().join("")).join());
}
interface Shown {
  readonly text?: string | string[];
  readonly ename?: string;
}

const thrown = 'throw new RangeError("on purpose");';

describe.each(names)("%s", (runner) => {
  it("sees an error as a failure, and shows the cell's line", () => {
    const name = notebook(`${runner}-fails.ipynb`, [prints("one"), { source: thrown }, prints("three")]);
    const { status, said } = python(runners[runner](name));
    expect(status, said).not.toBe(0);
    expect(said).toMatch(/RangeError.*: on purpose/);
    expect(said).toContain(`> 1 | ${thrown}`);
  });

  it("sees what passes as passed", () => {
    const name = notebook(`${runner}-passes.ipynb`, [prints("one"), prints("two")]);
    const { status, said } = python(runners[runner](name));
    expect(status, said).toBe(0);
    expect(runner === "nbval" ? ["one\n", "two\n"] : shownIn(name)).toEqual(["one\n", "two\n"]);
  });
});

describe("nbclient", () => {
  it("runs on after a cell that may raise an exception, and nbval then finds the same again", () => {
    const meant = { source: thrown, tags: ["raises-exception"] };
    const name = notebook("meant.ipynb", [meant, prints("two"), { source: "6 * 7" }]);
    const { status, said } = python(runners.nbclient(name));
    expect(status, said).toBe(0);
    expect(shownIn(name)).toEqual(["RangeError", "two\n", ""]);
    expect(python(runners.nbval(`out-${name}`)).said).toContain("3 passed");
  });
});

describe("nbval", () => {
  it("sees errors of every kind, and outputs that are not what they were", () => {
    const name = notebook("differs.ipynb", [
      { source: 'const n: number = "no";' },
      { source: "let 1x = 2;" },
      { ...prints("one"), source: 'console.log("other");' },
      prints("two"),
    ]);
    const { said } = python(runners.nbval(name));
    expect(said).toMatch(/TS2322[^]*SyntaxError[^]*'one\\n' == 'other\\n'[^]*3 failed, 1 passed/);
  });
});

describe("papermill", () => {
  const sized = [{ source: 'const size = Number(process.env["SIZE"] ?? 1);' }, { source: "console.log(size);" }];

  it("has no translator for TypeScript, and says so; the environment hands parameters over", () => {
    const name = notebook("parameters.ipynb", sized);
    const refused = python([...runners.papermill(name), "-p", "size", "3"]);
    expect(refused.status).not.toBe(0);
    expect(refused.said).toContain("No parameter translator functions specified for kernel 'typescript'");
    expect(python(runners.papermill(name), { SIZE: "3" }).status).toBe(0);
    expect(shownIn(name)).toEqual(["", "3\n"]);
  });
});
