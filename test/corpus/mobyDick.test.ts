import { mobyDick } from "kernel-utils/corpus";
import { describe, expect, it } from "vitest";

describe("mobyDick", () => {
  const chapters = mobyDick();

  it("is contents, etymology, extracts, 135 chapters and the epilogue", () => {
    expect(chapters).toHaveLength(139);
    expect(chapters.slice(0, 4).map(({ title }) => title)).toEqual([
      "Contents.",
      "Etymology. (Supplied by a Late Consumptive Usher to a Grammar School.)",
      "Extracts. (Supplied by a Sub-Sub-Librarian).",
      "Chapter 1. Loomings.",
    ]);
    expect(chapters[137]!.title).toBe("Chapter 135. The Chase.—Third Day.");
    expect(chapters[138]!.title).toMatch(/^Epilogue\./);
    expect(new Set(chapters.map(({ title }) => title)).size).toBe(139);
  });

  it("is the novel", () => {
    expect(chapters[3]!.text).toMatch(/^Call me Ishmael\./);
    expect(chapters[138]!.text.trimEnd()).toMatch(/only found another orphan\.$/);
    for (const { text } of chapters) expect(text.length).toBeGreaterThan(200);
  });

  it("has no fields but a document's, and is read anew each time", () => {
    expect(Object.keys(chapters[0]!)).toEqual(["title", "text"]);
    expect(mobyDick()).toEqual(chapters);
    expect(mobyDick()).not.toBe(chapters);
  });
});
