import * as fc from "fast-check";
import { expect, it } from "vitest";
import { presidentialSpeeches, splitDocuments } from "kernel-utils/corpus";

const documents = (texts: readonly string[]) => texts.map((text, i) => ({ title: String(i), text }));
const numbered = (count: number) => documents(Array.from({ length: count }, (_, i) => `text ${i}`));

it("parts the speeches 8 : 1 : 1 by document", () => {
  const { train, validation, test } = splitDocuments(presidentialSpeeches(), { seed: 1 });
  expect([train.length, validation.length, test.length]).toEqual([187, 23, 23]);
  expect(train.every(({ year }, i) => i === 0 || year >= train[i - 1]!.year)).toBe(true);
});

it("puts each document in one part, and equal texts in the same", () => {
  const text = fc.constantFrom("a", "A", "a ", "b", "c", "d  e", "d E", "f", "g");
  fc.assert(
    fc.property(fc.array(text), fc.nat(), (texts, seed) => {
      const all = documents([...texts, "x", "y", "z"]);
      const split = splitDocuments(all, { seed, validation: 0.2, test: 0.2 });
      const parts = [split.train, split.validation, split.test];
      expect(new Set(parts.flat())).toEqual(new Set(all));
      expect(parts.flat()).toHaveLength(all.length);
      const texts3 = parts.map((part) => new Set(part.map((one) => one.text.toLowerCase().trim().replace(/ +/, " "))));
      for (const set of texts3) expect(set.size).toBeGreaterThan(0);
      expect(texts3.reduce((sum, set) => sum + set.size, 0)).toBe(
        new Set(texts3.flatMap((set) => Array.from(set))).size,
      );
    }),
  );
});

it("parts the same way from the same seed, and another way from another", () => {
  const titles = (seed: number) => splitDocuments(numbered(50), { seed }).test.map(({ title }) => title);
  expect(titles(1)).toEqual(titles(1));
  expect(titles(1)).not.toEqual(titles(2));
});

it("refuses shares that leave nothing, and too few documents", () => {
  expect(() => splitDocuments(numbered(9), { seed: 1, test: 0 })).toThrow("test must be a share in (0, 1), got 0");
  expect(() => splitDocuments(numbered(9), { seed: 1, validation: NaN })).toThrow("validation must be a share");
  expect(() => splitDocuments(numbered(9), { seed: 1, validation: 0.5, test: 0.5 })).toThrow("must be < 1, got 1");
  expect(() => splitDocuments(numbered(2), { seed: 1 })).toThrow("documents must be at least 3 different ones, got 2");
  expect(() => splitDocuments(documents(["a", "a", "b", " A"]), { seed: 1 })).toThrow("got 2");
  expect(() => splitDocuments(numbered(9), { seed: 0.5 })).toThrow("seed must be an integer");
});
