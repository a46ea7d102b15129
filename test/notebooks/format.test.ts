import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface Cell {
  readonly id?: string;
  readonly cell_type: string;
  readonly source: string | string[];
  readonly execution_count?: number | null;
  readonly outputs?: readonly unknown[];
  readonly metadata: { readonly slideshow?: { readonly slide_type?: string } };
}
interface Notebook {
  readonly nbformat: number;
  readonly cells: readonly Cell[];
  readonly metadata: { readonly kernelspec?: object; readonly language_info?: { readonly name?: string } };
}

const folder = new URL("../../notebooks/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
const sourceOf = (cell: Cell): string => (Array.isArray(cell.source) ? cell.source.join("") : (cell.source as string));
const slideTypes = ["slide", "subslide", "fragment", "skip", "notes", "-"];

describe.each(names)("%s", (name) => {
  const notebook = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Notebook;
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");

  it("is committed without outputs", () => {
    expect(code.filter((cell) => (cell.outputs?.length ?? 0) > 0 || cell.execution_count !== null)).toEqual([]);
  });

  it("names the TypeScript kernel and its language", () => {
    expect(notebook.metadata.kernelspec).toEqual({
      display_name: "TypeScript",
      language: "typescript",
      name: "typescript",
    });
    expect(notebook.metadata.language_info?.name).toBe("typescript");
  });

  it("says of each cell what it is on a slide", () => {
    const unsaid = notebook.cells.filter((cell) => !slideTypes.includes(cell.metadata.slideshow?.slide_type ?? ""));
    expect(unsaid.map((cell) => cell.id)).toEqual([]);
  });

  it("has an id of its own for each cell", () => {
    expect(new Set(notebook.cells.map((cell) => cell.id)).size).toBe(notebook.cells.length);
  });

  it("keeps a cell to one idea: 8 lines of code, comments and blank lines aside", () => {
    const isCode = (line: string) => line.trim() !== "" && !line.trim().startsWith("//");
    const long = code.filter((cell) => sourceOf(cell).split("\n").filter(isCode).length > 8);
    expect(long.map((cell) => cell.id)).toEqual([]);
  });

  it("keeps lines short enough to be seen whole", () => {
    const wide = code.filter((cell) =>
      sourceOf(cell)
        .split("\n")
        .some((line) => line.length > 108),
    );
    expect(wide.map((cell) => cell.id)).toEqual([]);
  });

  it("opens with a title and a question, and ends with exercises", () => {
    const [first] = notebook.cells;
    expect(first?.cell_type).toBe("markdown");
    expect(sourceOf(first as Cell)).toMatch(/^# /);
    expect(notebook.cells.slice(0, 3).map(sourceOf).join("\n")).toContain("?");
    expect(code.filter((cell) => sourceOf(cell).includes("exercise(")).length).toBeGreaterThanOrEqual(1);
  });
});
