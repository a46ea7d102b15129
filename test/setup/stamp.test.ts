import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fingerprint, readText, writeWhole } from "../../scripts/setup/stamp.mjs";

const folder = mkdtempSync(join(tmpdir(), "stamp-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("fingerprint", () => {
  const sources = join(folder, "src");
  mkdirSync(join(sources, "core"), { recursive: true });
  writeFileSync(join(sources, "core", "rng.ts"), "1");
  writeFileSync(join(sources, "index.ts"), "2");

  it("is the same for the same files", () => {
    expect(fingerprint([sources])).toBe(fingerprint([sources]));
  });

  it.each([
    ["a file deep below changes", () => writeFileSync(join(sources, "core", "rng.ts"), "3")],
    ["a file is added", () => writeFileSync(join(sources, "core", "softmax.ts"), "")],
    ["a file is renamed", () => renameSync(join(sources, "index.ts"), join(sources, "index2.ts"))],
    ["a file is removed", () => rmSync(join(sources, "core", "rng.ts"))],
    ["the folder is removed", () => rmSync(sources, { recursive: true })],
    ["the folder becomes a file", () => writeFileSync(sources, "1")],
  ])("differs when %s", (_what, change) => {
    const before = fingerprint([sources]);
    change();
    expect(fingerprint([sources])).not.toBe(before);
  });
});

describe("writeWhole", () => {
  it("makes the folder, and leaves nothing beside the file", () => {
    const file = join(folder, "new", "stamp");
    writeWhole(file, "one");
    writeWhole(file, "two");
    expect(readFileSync(file, "utf8")).toBe("two");
    expect(readdirSync(join(folder, "new"))).toEqual(["stamp"]);
  });

  it("leaves no draft behind when it fails", () => {
    const taken = join(folder, "taken");
    mkdirSync(join(taken, "inside"), { recursive: true });
    expect(() => writeWhole(taken, "one")).toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
    expect(readdirSync(folder).filter((name) => name.startsWith("taken."))).toEqual([]);
  });
});

describe("readText", () => {
  it("gives nothing where there is no file", () => {
    expect(readText(join(folder, "absent"))).toBeUndefined();
  });
});
