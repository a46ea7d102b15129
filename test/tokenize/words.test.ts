import { characters, words } from "kernel-utils/tokenize";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("words", () => {
  // nltk 3.10.4, NLTKWordTokenizer().tokenize(text): the same, but for what a comment says
  it.each([
    ["Call me Ishmael.", "Call me Ishmael ."],
    ["Wait! Is it a whale? Yes: (white), huge; far off.", "Wait ! Is it a whale ? Yes : ( white ) , huge ; far off ."],
    ["It cost 3.14 or 1,000 dollars", "It cost 3.14 or 1,000 dollars"],
    ["Don't go to Ahab's ship", "Don't go to Ahab's ship"], // nltk: Do n't … Ahab 's
    ["a sea-hawk—never two", "a sea - hawk — never two"], // nltk: sea-hawk
    ['He said "no"', 'He said " no "'], // nltk: `` no ''
    ["\t many\n\n spaces \u00a0\u3000 here ", "many spaces here"],
    ["", ""],
  ])("splits %j", (text, expected) => {
    expect(words(text).join(" ")).toBe(expected);
  });

  it("splits Chinese by a dictionary, under any locale", () => {
    const expected = ["我", "喜欢", "你", "，", "北京", "。"];
    expect(words("我喜欢你，北京。", { locale: "zh" })).toEqual(expected);
    expect(words("我喜欢你，北京。")).toEqual(expected);
  });

  it("folds capitals when asked, by the locale's rules", () => {
    expect(words("The WHALE İ", { lowercase: true })).toEqual(["the", "whale", "i̇"]);
    expect(words("KIŞ", { lowercase: true, locale: "tr" })).toEqual(["kış"]);
    expect(words("The WHALE")).toEqual(["The", "WHALE"]);
  });

  it("keeps all but white space, in order", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        const tokens = words(text);
        expect(tokens.join("")).toBe(text.replaceAll(/\s/gu, ""));
        expect(tokens.every((token) => token !== "")).toBe(true);
      }),
    );
  });

  it("throws for a locale that isn't one", () => {
    expect(() => words("a", { locale: "?" })).toThrow(
      new RangeError('locale must be a language tag such as "en" or "zh", got "?"'),
    );
  });
});

describe("characters", () => {
  it("are code points", () => {
    expect(characters("a鲸🐳\n")).toEqual(["a", "鲸", "🐳", "\n"]);
    expect(characters("")).toEqual([]);
  });

  it("join to the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(characters(text).join("")).toBe(text);
      }),
    );
  });
});
