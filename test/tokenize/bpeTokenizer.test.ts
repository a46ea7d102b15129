import { type Merge, bpeTokenizer, trainBpe } from "kernel-utils/tokenize";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteAlphabet, byteCharacters } from "../../kernel-utils/src/tokenize/byteCharacters";
import { wellFormed } from "./huggingface";
import { mixedLines } from "./mixedLines";

const lines = mixedLines(400, 1);
const { vocab, merges } = trainBpe(lines, { vocabSize: 500 });
const tokenizer = bpeTokenizer(vocab, merges);

/** Any UTF-16 units, lone surrogates among them. */
const anyUnits = fc.array(fc.nat({ max: 0xffff })).map((codes) => String.fromCharCode(...codes));

/** Merging as it is defined: look for the merge learnt first, at its leftmost place; again, until there is none. */
function mergeNaively(tokens: string[], all: readonly Merge[]): string[] {
  for (;;) {
    const found = all.find(({ left, right }) => tokens.some((token, i) => token === left && tokens[i + 1] === right));
    if (!found) return tokens;
    const place = tokens.findIndex((token, i) => token === found.left && tokens[i + 1] === found.right);
    tokens.splice(place, 2, found.left + found.right);
  }
}

describe("bpeTokenizer", { timeout: 30_000 }, () => {
  it("restores every text, lone surrogates as U+FFFD", () => {
    fc.assert(
      fc.property(anyUnits, (text) => {
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(wellFormed(text));
      }),
    );
    for (const line of lines) expect(tokenizer.decode(tokenizer.encode(line))).toBe(wellFormed(line));
  });

  it("merges as the definition does", () => {
    const anyWord = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(anyWord, { minLength: 1 }), anyWord, (texts, word) => {
        const learnt = trainBpe(texts, { vocabSize: 280 });
        const { tokens } = bpeTokenizer(learnt.vocab, learnt.merges);
        expect(tokens(word)).toEqual(mergeNaively(Array.from(word), learnt.merges));
      }),
    );
  });

  it("merges by rank, whatever the order of ids", () => {
    const { tokens } = bpeTokenizer(
      ["abc", "bc", "ab", "c", "b", "a"],
      [
        { left: "b", right: "c" },
        { left: "a", right: "b" },
        { left: "a", right: "bc" },
      ],
    );
    expect(tokens("abcab")).toEqual(["abc", "ab"]);
    expect(tokens("")).toEqual([]);
  });

  it("gives parts of a character the place of the whole", () => {
    const bytes = bpeTokenizer(byteAlphabet, []);
    expect(bytes.pieces("a🐳").map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [1, 3],
      [1, 3],
      [1, 3],
      [1, 3],
    ]);
    expect(bytes.tokens("a 🐳").join("")).toBe("aĠðŁĲ³");
  });

  it("adds a space in front where told, whose place is the first character", () => {
    const spaced = bpeTokenizer(vocab, merges, { addPrefixSpace: true });
    expect(spaced.decode(spaced.encode("whale"))).toBe(" whale");
    expect(spaced.encode(" whale")).toEqual(spaced.encode("whale"));
    expect(spaced.encode("")).toEqual([]);
    const plain = bpeTokenizer(byteAlphabet, [], { addPrefixSpace: true });
    expect(plain.pieces("🐳a").map(({ start, end }) => [start, end])).toEqual([
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [2, 3],
    ]);
  });

  it("merges a word of a hundred thousand characters", () => {
    const long = "智能".repeat(50_000);
    expect(tokenizer.decode(tokenizer.encode(long))).toBe(long);
  });

  it("forgets words that it has seen too many of, and still knows them", () => {
    const many = Array.from(
      { length: 70_000 },
      (_, i) => ` w${String.fromCharCode(97 + (i % 26))}${i.toString(26).replaceAll(/\d/g, "q")}`,
    ).join("");
    expect(tokenizer.decode(tokenizer.encode(many))).toBe(many);
  });

  it("has GPT-2's bytes", () => {
    // openai/gpt-2, src/encoder.py, bytes_to_unicode()
    expect([0, 9, 10, 32, 33, 127, 160, 173, 255].map((byte) => byteCharacters[byte]).join("")).toBe("ĀĉĊĠ!ġłŃÿ");
    expect(new Set(byteCharacters).size).toBe(256);
  });

  it.each([
    [
      ["a"],
      [{ left: "a", right: "b" }],
      {},
      'merges must join tokens of the vocabulary to one of it, got "b" in merge 0, a b: give the merges that belong to this vocabulary',
    ],
    [
      ["a", "b"],
      [{ left: "a", right: "b" }],
      {},
      'merges must join tokens of the vocabulary to one of it, got "ab" in merge 0, a b: give the merges that belong to this vocabulary',
    ],
    [
      ["a", "aa"],
      [
        { left: "a", right: "a" },
        { left: "a", right: "a" },
      ],
      {},
      "merges must be distinct, got a a as merge 0 and 1",
    ],
    [["a", "b", "a"], [], {}, 'vocab must hold each token once, got "a" at 0 and at 2'],
    [["a", ""], [], {}, "vocab must hold no empty token, got one at 1"],
    [[], [], {}, "vocab must hold at least one token, got none"],
    [
      ["a"],
      [],
      { specialTokens: ["<s>"] },
      'specialTokens must be in the vocabulary, got "<s>": train with it, or add it to vocab',
    ],
    [
      ["a", "b"],
      [],
      { specialTokens: ["b"] },
      'specialTokens must be none that text can make, got "b": put it in brackets, as in "<|end|>"',
    ],
  ])("throws for vocab %j, merges %j, %j", (wrong, learnt, options, message) => {
    expect(() => bpeTokenizer(wrong, learnt, options)).toThrow(new RangeError(message));
  });

  it("throws for a token that isn't a string, and for a byte that the vocabulary lacks", () => {
    expect(() => bpeTokenizer(["a", 5 as never], [])).toThrow(new TypeError("vocab must hold strings, got 5 at 1"));
    expect(() => bpeTokenizer(["a"], []).encode("a bé")).toThrow(
      new RangeError(
        'text must use bytes of the vocabulary, got 0x20 in " bé": train with the whole alphabet of bytes',
      ),
    );
  });
});
