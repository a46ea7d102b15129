import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Notebook } from "./notebook";

let notebook: Notebook;
beforeAll(async () => {
  notebook = new Notebook({ "local.ts": "export const localValue = 1;\n" });
  await notebook.cell(
    "let counts = new Map<string, number>(); \n/** Doubles `x`.\n * @param x what to double */ function twice(x: number, times?: string): number { return 2 * x } interface Model { size: number; 'a-b': 1; nested: { deep: 1 } } let maybe: Model | undefined; const model: Model = { size: 1, 'a-b': 1, nested: { deep: 1 } };",
  );
  await notebook.cell("const shadowed = 1;");
  await notebook.cell("const shadowed = 'text';");
});
afterAll(() => notebook.close());

describe("completion", () => {
  it.each([
    ["a member", "[1].findL|", "[1].findLast"],
    ["a member of an earlier cell's value", "counts.ge|", "counts.get"],
    ["a nested member, nothing typed yet", "model.nested.|", "model.nested.deep"],
    ["a member of what may be undefined", "maybe.si|", "maybe?.size"],
    ["a member that is no identifier", "model.|", 'model["a-b"]'],
    ["a name of an earlier cell", "coun|", "counts"],
    ["a type of an earlier cell", "const m: Mod|", "const m: Model"],
    ["a name of the cell itself", "const banana = 1;\nbana|", "const banana = 1;\nbanana"],
    ["in the middle of a line", "foo(counts.si|, 2)", "foo(counts.size, 2)"],
    ["in a broken cell", "function f() { if (counts.ge|", "function f() { if (counts.get"],
    ["in a broken cell, later lines whole", "if (model.si|\nconst x = 1;", "if (model.size\nconst x = 1;"],
    ["in a template literal", "`a ${counts.si|}`", "`a ${counts.size}`"],
    ["a named import", "import { readFileS| } from 'node:fs'", "import { readFileSync } from 'node:fs'"],
    ["a package", "import {} from 'fast-c|'", "import {} from 'fast-check'"],
    ["a subpath", "import {} from 'kernel-utils/ng|'", "import {} from 'kernel-utils/ngram'"],
    ["a built-in module", "import {} from 'node:f|'", "import {} from 'node:fs'"],
    ["a file", "import {} from './lo|'", "import {} from './local'"],
    ["an object's keys", "const m: Model = { si|", "const m: Model = { size"],
    ["a string of a union", "const k: keyof Model = 'si|'", "const k: keyof Model = 'size'"],
    ["after Chinese and emoji", "const 词 = '😀'; 词.toUpp|", "const 词 = '😀'; 词.toUpperCase"],
    ["whatever the capitals", "COUN|", "counts"],
  ])("of %s", async (_, typed, wanted) => {
    expect((await notebook.complete(typed)).results).toContain(wanted);
  });

  it("offers only what was begun", async () => {
    const { items } = await notebook.complete("counts.ge|");
    expect(items.map(({ label }) => label)).toEqual(["get"]);
    expect(items[0]?.kind).toBe("method");
  });

  it.each([
    [
      "a built-in module",
      "createHas|",
      { label: "createHash", needs: { module: "node:crypto", statement: 'import { createHash } from "node:crypto"' } },
    ],
    [
      "a package's subpath",
      "const t = topP|",
      {
        label: "topP",
        needs: { module: "kernel-utils/decode", statement: 'import { topP } from "kernel-utils/decode"' },
      },
    ],
    [
      "a package",
      "new DataFra|",
      { label: "DataFrame", needs: { module: "danfojs-node", statement: 'import { DataFrame } from "danfojs-node"' } },
    ],
    [
      "a module's default",
      "kate|",
      { label: "katex", needs: { module: "katex", statement: 'import katex from "katex"' } },
    ],
  ])("a name of %s says the import that it needs", async (_, typed, wanted) => {
    const { items } = await notebook.complete(typed);
    expect(items.filter(({ label }) => label === wanted.label)).toEqual([expect.objectContaining(wanted)]);
  });

  it("names that are at hand come before those of modules", async () => {
    const { items } = await notebook.complete("twic|");
    expect(items[0]).toMatchObject({ label: "twice", text: "twice" });
    expect(items[0]).not.toHaveProperty("needs");
  });

  it("a name that two cells declared comes once", async () => {
    const { results } = await notebook.complete("shadow|");
    expect(results).toEqual(["shadowed"]);
    expect((await notebook.complete("shadowed.toUpp|")).results).toEqual(["shadowed.toUpperCase"]);
  });

  it("never offers the kernel's own modules", async () => {
    for (const typed of ["|", "__ce|", "import {} from './|'"]) {
      const { items } = await notebook.complete(typed);
      expect(items.filter(({ label, needs }) => `${label} ${needs?.module}`.includes("__cell"))).toEqual([]);
    }
  });

  it.each(["", "|", "'|", "/|", "}|", "import |", "a.|", "//|", "`${|"])(
    "answers whatever was typed: %s",
    async (typed) => {
      const { results } = await notebook.complete(typed.includes("|") ? typed : `${typed}|`);
      expect(Array.isArray(results)).toBe(true);
    },
  );
});

describe("inspection", () => {
  it("type and documentation, as Markdown", async () => {
    const text = await notebook.inspect("twi|ce(1)");
    expect(text).toContain("```typescript\n");
    expect(text).toContain("function twice(x: number, times?: string): number");
    expect(text).toContain("Doubles `x`.");
  });

  it("a call's signature, with the parameter at the cursor", async () => {
    expect(await notebook.inspect("twice(1, |)")).toContain("**times?: string**");
    expect(await notebook.inspect("twice(|")).toContain("**x: number**: what to double");
  });

  it("all overloads on more detail", async () => {
    const brief = await notebook.inspect("Buffer.from(|)");
    const full = await notebook.inspect("Buffer.from(|)", 1);
    expect(full?.split("```typescript").length).toBeGreaterThan(brief?.split("```typescript").length as number);
  });

  it("of a name that needs an import: which, and what it would be", async () => {
    const text = await notebook.inspect("const kept = top|P(0.9);");
    expect(text).toContain('import { topP } from "kernel-utils/decode"');
    expect(text).toMatch(/function topP\([^]*Keep the fewest/);
    expect(await notebook.inspect("noSuchNameAnywhere|")).toBe(undefined);
  });

  it("nothing where there is nothing", async () => {
    expect(await notebook.inspect("  |  ")).toBe(undefined);
  });
});
