import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestNotebook } from "./notebook";

let notebook: TestNotebook;
beforeAll(async () => {
  notebook = await TestNotebook.open({
    "plain.json": '{ "a": [1, 2] }\n',
    "common.cjs": "exports.first = 1;\nfor (const name of ['second']) exports[name] = 2;\n",
    "es.mjs": "export const es = await Promise.resolve('es');\nexport default 'default';\n",
  });
  const only = { type: "module", exports: { ".": { import: "./index.js" }, "./sub": { import: "./sub.js" } } };
  install("es-only", only, {
    "index.js": "export const name = 'es-only';\nexport default class {}\n",
    "sub.js": "export const sub = await Promise.resolve('sub');\n",
  });
  install(
    "common-js",
    { main: "index.js" },
    {
      "index.js": "class Tool {}\nmodule.exports = Object.assign(() => 'called', { Tool });\n",
    },
  );
  install(
    "typed",
    { exports: { ".": { types: "./index.d.ts", default: "./index.js" } } },
    {
      "index.js": "exports.answer = 42;\n",
      "index.d.ts": "export declare const answer: number;\n",
    },
  );
});
afterAll(() => notebook.close());

/** Put a package into the notebook's node_modules. */
function install(name: string, fields: object, files: Readonly<Record<string, string>>): void {
  const folder = join(notebook.folder, "node_modules", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, version: "1.0.0", ...fields }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
}

describe("a cell imports", () => {
  it.each([
    ["JSON", 'import plain from "./plain.json";\nplain.a', "[ 1, 2 ]"],
    ["JSON with its type", 'import typed from "./plain.json" with { type: "json" };\ntyped.a[1]', "2"],
    ["a JSON's members", 'import { a } from "./plain.json";\na.length', "2"],
    [
      "CommonJS by name, also names that only show when it runs",
      '// @ts-ignore\nimport { first, second } from "./common.cjs";\n[first, second]',
      "[ 1, 2 ]",
    ],
    [
      "a CommonJS package that is a function",
      'import tool, { Tool } from "common-js";\n[tool(), new Tool()]',
      "[ 'called', Tool {} ]",
    ],
    ["ES modules that await", 'import word, { es } from "./es.mjs";\n[word, es]', "[ 'default', 'es' ]"],
    ["packages for imports alone", 'import { name as only } from "es-only";\nonly', "'es-only'"],
    ["their subpaths", 'import { sub } from "es-only/sub";\nsub', "'sub'"],
    ["packages with types under exports", 'import { answer } from "typed";\nanswer.toFixed(1)', "'42.0'"],
    [
      "by import equals",
      'import fs = require("node:fs");\nimport tool2 = require("common-js");\n[fs.existsSync("plain.json"), tool2()]',
      "[ true, 'called' ]",
    ],
    [
      "by import equals, and has its types",
      'import path = require("path");\nconst sep: "/" | "\\\\" = path.sep;\nsep.length',
      "1",
    ],
    [
      "types alone, by import equals",
      'import type events = require("events");\nlet emitter: events.EventEmitter | undefined;\nemitter',
      undefined,
    ],
    [
      "under a global's name",
      'import { readFileSync as fetch } from "node:fs";\nfetch("plain.json", "utf8").length',
      "16",
    ],
  ])("%s", async (_, code, result) => {
    expect((await notebook.ok(code)).result).toBe(result);
  });

  it("packages of the workspace whose entry is TypeScript, and sees them change", async () => {
    const folder = join(notebook.folder, "packages", "in-workspace");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "name": "in-workspace", "main": "main.ts" }');
    writeFileSync(join(folder, "main.ts"), "export const part: string = 'part';\n");
    symlinkSync(folder, join(notebook.folder, "node_modules", "in-workspace"), "junction");
    expect((await notebook.ok('import { part } from "in-workspace";\npart')).result).toBe("'part'");
    writeFileSync(join(folder, "main.ts"), "export const part: string = 'other';\n");
    expect((await notebook.ok("part")).result).toBe("'other'");
  });

  it("and is told of what a module lacks", async () => {
    expect((await notebook.run('import { nothing } from "node:fs";')).traceback).toMatch(/TS2305/);
    const equals = await notebook.run('import missing = require("not-installed");');
    expect(equals.traceback).toMatch(/TS2307[^]*npm i not-installed/);
  });

  it("under a global's name, which libraries don't see", async () => {
    await notebook.ok('import { join as setTimeout } from "node:path";\nconst Buffer = 1;');
    await notebook.ok('import { readFile } from "node:fs/promises";\nawait readFile("plain.json", "utf8");');
    expect((await notebook.ok('[setTimeout("a", "b"), Buffer]')).result).toBe("[ 'a/b', 1 ]");
  });
});
