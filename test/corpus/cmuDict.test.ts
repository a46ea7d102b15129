import { cmuDict } from "kernel-utils/corpus";
import { describe, expect, it } from "vitest";

describe("cmuDict", () => {
  const entries = cmuDict();
  const soundsOf = (wanted: string) =>
    entries.filter(({ word }) => word === wanted).map(({ phonemes }) => phonemes.join(" "));

  it("is the dictionary", () => {
    expect(entries).toHaveLength(133_784);
    expect(new Set(entries.flatMap(({ phonemes }) => phonemes)).size).toBe(69); // 24 consonants, 15 vowels x 3 stresses
    expect(soundsOf("whale")).toEqual(["W EY1 L", "HH W EY1 L"]);
    expect(soundsOf("hello")).toEqual(["HH AH0 L OW1", "HH EH0 L OW1"]);
  });

  it("has no numbers of variants left, and no empty sounds", () => {
    expect(entries.filter(({ word }) => /\(\d\)$/.test(word) || word !== word.toLowerCase())).toEqual([]);
    expect(entries.filter(({ phonemes }) => phonemes.includes(""))).toEqual([]);
  });
});
