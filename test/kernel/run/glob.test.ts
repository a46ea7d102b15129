import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesGlob } from "../../../kernel/src/run/glob";

describe("a glob pattern", () => {
  it.each([
    ["", "", true],
    ["", "*", true],
    ["a", "", false],
    ["const a = 1", "const*", true],
    ["let const", "const*", false],
    ["a*b", "a?b", true],
    ["a😀b", "a?b", true],
    ["line 1\nline 2", "line*2", true],
    ["a.b", "a.b", true],
    ["axb", "a.b", false],
  ])("of %j: %j is %j", (text, pattern, isMatch) => {
    expect(matchesGlob(text, pattern)).toBe(isMatch);
  });

  it("means what the regular expression does that says the same", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 6 });
    fc.assert(
      fc.property(text, pattern, (written, glob) => {
        const expression = new RegExp(`^${glob.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
        expect(matchesGlob(written, glob)).toBe(expression.test(written));
      }),
      { numRuns: 3000 },
    );
  });

  it("of many stars is soon known not to fit", () => {
    expect(matchesGlob("a".repeat(2000), `${"*a".repeat(100)}b`)).toBe(false);
  });
});
