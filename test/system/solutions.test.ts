import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/environment.mjs";

interface Cell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: readonly string[];
  readonly outputs?: readonly { readonly data?: Readonly<Record<string, string | readonly string[]>> }[];
}
interface Notebook {
  readonly cells: readonly Cell[];
}

const lessons = join(root, "notebooks");
const names = readdirSync(lessons).filter((name) => name.endsWith(".ipynb"));
const read = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Notebook;
const joined = (text: string | readonly string[] = []) => (typeof text === "string" ? text : text.join(""));
const isExercise = ({ cell_type: kind, source }: Cell) => kind === "code" && joined(source).includes("exercise(");
const exercisesOf = ({ cells }: Notebook) => cells.filter(isExercise);

/** The code of the solution that is folded away below an exercise. */
function solutionOf({ cells }: Notebook, exercise: Cell): string {
  const below = joined(cells[cells.indexOf(exercise) + 1]?.source);
  return /<summary>Solution<\/summary>[^]*?```ts\n([^]*?)```/.exec(below)?.[1] ?? "";
}

const declaration = /^(?:async )?(?:const|let|function|class) (\w+)/;
/** The statements of a cell, cut before each declaration, and the name that each of them declares. */
const statementsOf = (code: string) =>
  code
    .split(/^(?=(?:async )?(?:const|let|function|class) )/m)
    .map((text) => ({ text, name: declaration.exec(text)?.[1] }));

/** The same notebook after a reader who took every solution: its declarations stand where the exercise's were. */
function solved(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) => {
    if (!isExercise(cell)) return cell;
    const text = joined(cell.source);
    const checkAt = text.search(/^(await )?exercise\(/m);
    const solution = solutionOf(notebook, cell);
    const changed = new Set(statementsOf(solution).flatMap(({ name }) => name ?? []));
    const statements = statementsOf(text.slice(0, checkAt));
    const first = statements.findIndex(({ name }) => changed.has(name ?? ""));
    const code = statements.flatMap((statement, i) => {
      if (i === first) return `${solution}\n`;
      return changed.has(statement.name ?? "") ? [] : statement.text;
    });
    return { ...cell, source: [...code, text.slice(checkAt)] };
  });
  return { ...notebook, cells };
}

it.each(names)("%s has a solution below each exercise", (name) => {
  const notebook = read(join(lessons, name));
  for (const exercise of exercisesOf(notebook)) expect(solutionOf(notebook, exercise), exercise.id).not.toBe("");
});

describe("the solutions", () => {
  // As deep as the lessons' own folder, for the paths in them; and with what their cells are checked by.
  const folder = mkdtempSync(join(root, ".test-solved-"));
  const executed = join(folder, "executed");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeAll(async () => {
    copyFileSync(join(lessons, "tsconfig.json"), join(folder, "tsconfig.json"));
    const copies = names.map((name) => join(folder, name));
    names.forEach((name, i) => writeFileSync(copies[i]!, JSON.stringify(solved(read(join(lessons, name))))));
    const child = spawn("npm", ["run", "--silent", "notebooks", "--", ...copies, "--write", executed], { cwd: root });
    await once(child, "close");
  });

  it.each(names)("of %s satisfy its exercises", (name) => {
    const said = exercisesOf(read(join(executed, name))).map(({ outputs = [] }) =>
      outputs.map(({ data }) => joined(data?.["text/plain"])).filter((text) => /^[✓○]/.test(text)),
    );
    expect(said.flat().filter((text) => !text.startsWith("✓"))).toEqual([]);
    expect(said.every((texts) => texts.length > 0)).toBe(true);
  });
});
