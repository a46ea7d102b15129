import { presidentialSpeeches } from "kernel-utils/corpus";
import { describe, expect, it } from "vitest";

describe("presidentialSpeeches", () => {
  const speeches = presidentialSpeeches();

  it("goes from 1790 to 2021 by year, 1933 missing, 1953 and 1961 twice", () => {
    const years = speeches.map(({ year }) => year);
    const expected = Array.from({ length: 2021 - 1790 + 1 }, (_, i) => 1790 + i).filter((year) => year !== 1933);
    expect(years).toEqual([...expected, 1953, 1961].toSorted((a, b) => a - b));
  });

  it("knows each president and party", () => {
    expect(speeches.find(({ year }) => year === 1863)).toMatchObject({
      title: "Abraham Lincoln, 1863",
      name: "Abraham Lincoln",
      party: "Republican",
    });
    expect(speeches[0]).toMatchObject({ title: "George Washington, 1790", party: "none" });
    expect(new Set(speeches.map(({ title }) => title)).size).toBe(233);
    expect(new Set(speeches.map(({ party }) => party)).size).toBe(8);
  });

  it("has what they said", () => {
    const kennedy = speeches.find(({ title }) => title === "John F Kennedy, 1961")!;
    expect(kennedy.text).toContain("I speak today in an hour of national peril and national opportunity.");
    for (const { text } of speeches) expect(text.length).toBeGreaterThan(5000);
  });
});
