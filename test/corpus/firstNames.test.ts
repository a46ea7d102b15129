import { firstNames } from "kernel-utils/corpus";
import { describe, expect, it } from "vitest";

describe("firstNames", () => {
  const names = firstNames();

  it("is men's and women's, each once, in order", () => {
    expect(names).toHaveLength(8422);
    expect(new Set(names).size).toBe(8422);
    expect(names).toEqual([...names].toSorted());
    for (const name of ["Aaron", "Emma", "Zuzana"]) expect(names).toContain(name);
  });

  it("has letters in it, and hyphens", () => {
    expect(names.filter((name) => !/^[A-Za-z][a-zA-Z-]+$/.test(name))).toEqual([]);
  });
});
