import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdFile, isOwnKind, nearestTsconfig, ownFile, stampOf, textOf } from "../../../kernel/src/project";

let root: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "next-token-project-")));
  const files: Record<string, string> = {
    "tsconfig.json": `{
      // Comments and trailing commas are allowed.
      "extends": ["./base/tsconfig.base.json", "shared-config"], /* both */
      "compilerOptions": { "strict": false, "jsx": "react", },
    }`,
    "base/tsconfig.base.json": JSON.stringify({
      compilerOptions: {
        experimentalDecorators: true,
        jsx: "preserve",
        paths: { "@/*": ["./src/*"], "@/deep/*": ["./elsewhere/*"], whole: ["./src/a.ts"], installed: ["./src/a.ts"] },
      },
    }),
    "node_modules/shared-config/package.json": '{ "name": "shared-config" }',
    "node_modules/shared-config/tsconfig.json": '{ "compilerOptions": { "jsx": "react-jsx", "lib": ["dom"] } }',
    "node_modules/installed/package.json": '{ "name": "installed", "main": "index.js" }',
    "node_modules/installed/index.js": "",
    "broken/tsconfig.json": "{ not json",
    "base/src/a.ts": "",
    "base/elsewhere/b.ts": "",
    "src/a.ts": "",
    "src/a.js": "",
    "src/both.tsx": "",
    "src/only.js": "",
    "src/types.d.ts": "",
    "src/m.mts": "",
    "src/c.cts": "",
    "src/data.json": "{}",
    "src/folder/index.ts": "",
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("the file that an import means", () => {
  it.each([
    ["./a", "src/a.ts"],
    ["./a.ts", "src/a.ts"],
    ["./a.js", "src/a.ts"],
    ["./both", "src/both.tsx"],
    ["./both.js", "src/both.tsx"],
    ["./only", "src/only.js"],
    ["./only.js", "src/only.js"],
    ["./m.mjs", "src/m.mts"],
    ["./c.cjs", "src/c.cts"],
    ["./data.json", "src/data.json"],
    ["./folder", "src/folder/index.ts"],
    ["./folder/", "src/folder/index.ts"],
    ["../src/a", "src/a.ts"],
    ["@/a", "base/src/a.ts"],
    ["@/deep/b", "base/elsewhere/b.ts"],
    ["whole", "base/src/a.ts"],
    ["installed", undefined],
    ["./types", undefined],
    ["./none", undefined],
    ["@/none", undefined],
    ["node:fs", undefined],
    ["fs", undefined],
    ["not-installed", undefined],
  ])("%s: %s", (specifier, expected) => {
    const found = ownFile(specifier, join(root, "src", "cell.ts"));
    expect(found === undefined ? undefined : relative(root, found)).toBe(expected);
  });

  it("is one that the kernel runs itself where it is TypeScript or JSON", () => {
    const kinds = ["a.ts", "a.mts", "a.cts", "a.tsx", "a.json", "a.js", "a.mjs", "a.d.ts", "a.d.mts", "a.node"];
    expect(kinds.filter(isOwnKind)).toEqual(["a.ts", "a.mts", "a.cts", "a.tsx", "a.json"]);
  });

  it("may be a text that is no file", () => {
    const path = join(root, "held.ts");
    expect(stampOf(path)).toBeUndefined();
    holdFile(path, "one");
    const first = stampOf(path);
    expect(ownFile("./held", join(root, "cell.ts"))).toBe(path);
    holdFile(path, "two");
    expect(stampOf(path)).not.toBe(first);
    expect(textOf(path)).toBe("two");
  });
});

describe("the nearest tsconfig.json", () => {
  it("has the options of those that it extends, the later ones and its own winning", () => {
    const { file, options, own, pathsFolder } = nearestTsconfig(join(root, "src", "folder")) ?? {};
    expect(file).toBe(join(root, "tsconfig.json"));
    expect(options).toMatchObject({ experimentalDecorators: true, jsx: "react", lib: ["dom"], strict: false });
    expect(own).toEqual({ strict: false, jsx: "react" });
    expect(pathsFolder).toBe(join(root, "base"));
  });

  it("counts as empty where it can't be read", () => {
    expect(nearestTsconfig(join(root, "broken"))?.options).toEqual({});
  });
});
