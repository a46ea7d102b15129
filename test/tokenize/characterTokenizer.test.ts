import { characterTokenizer } from "kernel-utils/tokenize";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("characterTokenizer", () => {
  it("gives back every text it was made from", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { minLength: 1 }), (texts) => {
        const tokenizer = characterTokenizer(texts);
        for (const text of texts) expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
      }),
    );
  });

  it("has its characters in code point order", () => {
    expect(characterTokenizer("hello 鲸🐳\uffee").vocab).toEqual([" ", "e", "h", "l", "o", "鲸", "\uffee", "🐳"]);
    expect(characterTokenizer(["b", "a", "b"]).vocab).toEqual(["a", "b"]);
    expect(characterTokenizer("ab").encode("ba")).toEqual([1, 0]);
  });

  it("throws for a character it doesn't have", () => {
    expect(() => characterTokenizer("ab").encode("abc")).toThrow(
      new RangeError(
        'text must use the vocabulary\'s 2 characters, got "c": make the tokenizer from texts that have it',
      ),
    );
  });

  it.each(["", [], [""]].map((texts) => [texts]))("throws for no characters: %j", (texts) => {
    expect(() => characterTokenizer(texts)).toThrow(new RangeError("texts must hold at least one character, got none"));
  });
});
