import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NotebookReport as Report } from "../../scripts/notebooks/runNotebooks.mjs";

interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const fixtures = join(root, "test", "fixtures", "notebooks");
const fixture = (name: string) => join(fixtures, `${name}.ipynb`);
const lessons = readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ipynb"));
/** Every notebook that the tests run, as it was before them. */
const sources = [
  ...readdirSync(fixtures).map((name) => join(fixtures, name)),
  ...lessons.map((name) => join(root, "notebooks", name)),
];
const before = new Map(sources.map((path) => [path, readFileSync(path)]));
/** Inside the project: elsewhere cells don't find the types of Node. */
mkdirSync(join(root, "output"), { recursive: true });
const scratch = realpathSync(mkdtempSync(join(root, "output", "notebooks test 词 ")));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** `npm run notebooks -- …`, to its end. */
async function run(...args: string[]): Promise<Finished> {
  const child = spawn("npm", ["run", "--silent", "notebooks", "--", ...args], { cwd: root });
  const text = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk) => (text.stdout += chunk));
  child.stderr?.on("data", (chunk) => (text.stderr += chunk));
  const [status] = await once(child, "close");
  return { status, ...text };
}

/** The reports of `--json`, by the notebook's name. */
function reportsOf({ stdout }: Finished): Map<string, Report> {
  return new Map((JSON.parse(stdout) as Report[]).map((report) => [report.notebook, report]));
}

describe("npm run notebooks", () => {
  let finished: Finished;
  let reports: Map<string, Report>;
  const errorOf = (name: string) => {
    const error = reports.get(name)?.error;
    if (error === undefined) throw new Error(`${name} has no error`);
    return { ...error, message: stripVTControlCharacters(error.message) };
  };

  beforeAll(async () => {
    const all = readdirSync(fixtures).map((name) => join(fixtures, name));
    finished = await run("--json", "--timeout", "6", ...all);
    reports = reportsOf(finished);
  });

  it("runs every notebook to its end, whatever the others do, and fails when one failed", () => {
    expect(reports.size).toBe(readdirSync(fixtures).length);
    expect(finished.status).toBe(1);
  });

  it("passes what runs without an error, in the notebook's own folder", () => {
    expect(reports.get("passes")).toMatchObject({ ok: true, cells: 4, warnings: [] });
    expect(reports.get("passes")?.error).toBeUndefined();
    expect(reports.get("passes")?.firstCellSeconds).toBeGreaterThan(0);
  });

  it("tells of a cell that throws: where it stands, its code, what it threw", () => {
    expect(errorOf("throws-in-the-middle")).toMatchObject({
      kind: "error",
      cell: 2,
      codeCells: 3,
      position: 3,
      positions: 4,
      heading: "The part that fails",
    });
    expect(errorOf("throws-in-the-middle").code).toContain("// throws");
    expect(errorOf("throws-in-the-middle").message).toContain("RangeError: temperature must be > 0, got 0");
    expect(reports.get("throws-in-the-middle")).toMatchObject({ ok: false, cells: 2 });
  });

  it.each([
    ["throws-in-the-last-cell", 2, "Error: the last words"],
    ["syntax-error", 1, "SyntaxError: Unexpected token"],
    ["type-error", 2, "Type 'string' is not assignable to type 'number'"],
    ["rejects", 2, "TypeError: rejected later"],
    ["forgotten-promise", 2, "nobody awaited me"],
  ])("%s: an error in cell %i", (name, cell, message) => {
    expect(errorOf(name)).toMatchObject({ kind: "error", cell });
    expect(errorOf(name).message).toContain(message);
  });

  it("says so when the kernel lost the error's text, or output of a cell that passed", () => {
    expect(errorOf("throws-after-a-burst")).toMatchObject({ kind: "error", cell: 2 });
    expect(errorOf("throws-after-a-burst").message).toMatch(/drowned|The kernel .* lost/);
    expect(reports.get("prints-a-burst")).toMatchObject({ ok: true, cells: 2 });
  });

  it.each(["loops", "never-settles"])("%s: ends the cell at the time limit, and names it", (name) => {
    expect(errorOf(name)).toMatchObject({ kind: "timeout", cell: 2 });
    expect(errorOf(name).message).toContain("6 s");
  });

  it("tells of a kernel that dies, with its exit status", () => {
    expect(errorOf("dies")).toMatchObject({ kind: "death", cell: 2, code: "process.exit(3);" });
    expect(errorOf("dies").message).toContain("3");
  });

  it("lets cells throw that are tagged raises-exception, and runs those after them", () => {
    expect(reports.get("expected-errors")).toMatchObject({ ok: true, cells: 4 });
  });

  it("fails a cell that is tagged raises-exception and does not throw", () => {
    expect(errorOf("no-expected-error")).toMatchObject({ kind: "no-error", cell: 1 });
  });

  it("names a kernel that is not installed, and those that are", () => {
    expect(errorOf("unknown-kernel").kind).toBe("kernel");
    expect(errorOf("unknown-kernel").message).toMatch(/no kernel called cobol.*typescript/);
  });

  it("says in one line what is wrong with a file that is no notebook", () => {
    expect(errorOf("not-json")).toMatchObject({ kind: "notebook" });
    expect(errorOf("not-json").message).toMatch(/^.*line 4, column 1.*$/);
    expect(errorOf("not-valid").message).toMatch(/^.*cells\/0.*outputs.*$/);
  });

  it("prints a line a notebook, and what failed", () => {
    expect(finished.stderr).toMatch(/^✓ passes +[\d.]+ s \(first cell [\d.]+ s, 4 cells\)$/m);
    expect(finished.stderr).toContain('cell [2] of 3, under "The part that fails" (3 of 4, counting the text)');
    expect(finished.stderr).toContain('   3 │ throw new RangeError("temperature must be > 0, got 0");');
  });
});

describe("npm run notebooks --write", () => {
  it("saves the executed copy, and leaves the notebook as it is", async () => {
    const folder = join(scratch, "executed");
    const { status } = await run(fixture("passes"), "--write", folder);
    expect(status).toBe(0);
    const copy = readFileSync(join(folder, "passes.ipynb"), "utf8");
    const outputs = JSON.parse(copy).cells.flatMap((cell: { outputs?: unknown[] }) => cell.outputs ?? []);
    expect(JSON.stringify(outputs).replaceAll(/\\u001b\[\d+m/g, "")).toContain("[ 2, 4, 6 ]");
    expect(readdirSync(folder)).toEqual(["passes.ipynb"]);
  });

  it("replaces a link that stands where the copy goes, and doesn't follow it", async () => {
    const [own, folder] = [join(scratch, "own"), join(scratch, "links")];
    mkdirSync(own);
    mkdirSync(folder);
    copyFileSync(fixture("syntax-error"), join(own, "one.ipynb"));
    symlinkSync(join(own, "one.ipynb"), join(folder, "one.ipynb"));
    await run(join(own, "one.ipynb"), "--write", folder);
    expect(readFileSync(join(own, "one.ipynb")).equals(readFileSync(fixture("syntax-error")))).toBe(true);
    expect(JSON.parse(readFileSync(join(folder, "one.ipynb"), "utf8")).cells[0].outputs).toHaveLength(1);
  });

  it("refuses the folder of the notebooks, by any of its names, and a file", async () => {
    const link = join(scratch, "link to fixtures");
    symlinkSync(fixtures, link);
    for (const folder of [fixtures, link, join(fixtures, "..", "notebooks")]) {
      const { status, stderr } = await run(fixture("passes"), "--write", folder);
      expect(status).toBe(2);
      expect(stderr).toContain("must be another folder");
    }
    const file = join(scratch, "a file");
    writeFileSync(file, "");
    const { status, stderr } = await run(fixture("passes"), "--write", file);
    expect(status).toBe(2);
    expect(stderr).toContain("needs a folder");
  });

  it("refuses two notebooks of one name", async () => {
    const other = join(scratch, "other");
    mkdirSync(other);
    copyFileSync(fixture("passes"), join(other, "passes.ipynb"));
    const { status, stderr } = await run(fixture("passes"), join(other, "passes.ipynb"), `--write=${scratch}/both`);
    expect(status).toBe(2);
    expect(stderr).toContain("two called passes.ipynb");
  });
});

describe("bad arguments", () => {
  it.each([
    [["no-such-lesson"], 'there is no notebook "no-such-lesson"'],
    [["--timeout", "0"], "--timeout must be a number of seconds > 0, got 0"],
    [["--timeout", "soon"], "got soon"],
    [["--frobnicate"], "--frobnicate"],
  ])("%j", async (args, message) => {
    const { status, stderr, stdout } = await run(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout).toBe("");
  });

  it("lists the notebooks when none of them is meant", async () => {
    const { stderr } = await run("no-such-lesson");
    for (const name of lessons) expect(stderr).toContain(name.replace(/\.ipynb$/, ""));
  });
});

describe("the lessons", () => {
  let reports: Map<string, Report>;
  beforeAll(async () => {
    reports = lessons.length === 0 ? new Map() : reportsOf(await run("--json"));
  });
  it.each(lessons)("%s runs without an error", (name) => {
    const report = reports.get(name.replace(/\.ipynb$/, ""));
    expect(report?.error).toBeUndefined();
    expect(report).toMatchObject({ ok: true });
  });
});

describe("notebooks on disk", () => {
  it("are as they were before all this", () => {
    const changed = sources.filter((path) => !readFileSync(path).equals(before.get(path)!));
    expect(changed).toEqual([]);
  });
});
