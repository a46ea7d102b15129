import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../scripts/environment.mjs";

const readme = readFileSync(join(root, "kernel", "README.md"), "utf8");
/** What it says of the kernel, with the tests behind it. */
const rows = readme
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (---)? *\|/.test(line))
  .map((line) => line.split("|").map((field) => field.trim()))
  .map((fields) => ({ claim: fields[1] ?? "", tests: fields.at(-2) ?? "" }));

/** Whether there are tests of that name; a `*` at its end stands for more than one. */
function exists(name: string): boolean {
  const path = join(root, "test", /^(system|browser)\//.test(name) ? name : `kernel/${name}`);
  if (!path.endsWith("*")) return existsSync(`${path}.test.ts`);
  return (
    readdirSync(dirname(path)).filter((file) => join(dirname(path), file).startsWith(path.slice(0, -1))).length > 1
  );
}

it("each row of the README's tables names tests that exist", () => {
  expect(rows.length).toBeGreaterThan(30);
  const names = rows.map(({ claim, tests }) => ({
    claim,
    tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
  }));
  expect(names.filter(({ tests }) => tests.length === 0)).toEqual([]);
  expect(names.filter(({ tests }) => !tests.every(exists))).toEqual([]);
});
