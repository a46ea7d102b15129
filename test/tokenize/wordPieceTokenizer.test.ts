import { basicTokenize, wordPieceTokenizer } from "kernel-utils/tokenize";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinWordPieces } from "../../kernel-utils/src/tokenize/joinWordPieces";

const vocab = [
  "[PAD]",
  "[UNK]",
  "annoying",
  "##ly",
  "un",
  "##aff",
  "##able",
  "a",
  "##a",
  "鲸",
  "!",
  "e",
  "##\u0301",
  "🐳",
  "##🐳",
];
const tokenizer = wordPieceTokenizer(vocab);

describe("wordPieceTokenizer", () => {
  // the longest token from the left; a miss makes the whole word [UNK]: google-research/bert, tokenization_test.py
  it.each([
    ["annoyingly", "annoying ##ly"],
    ["Annoyingly!", "annoying ##ly !"],
    ["unaffable", "un ##aff ##able"],
    ["unaffableX", "[UNK]"],
    ["unwanted a running", "[UNK] a [UNK]"],
    ["鲸鲸a", "鲸 鲸 a"],
    ["É", "e"],
    ["🐳🐳a", "🐳 ##🐳 ##a"],
    ["[PAD] ##ly", "[UNK] [UNK] [UNK] [UNK] [UNK] [UNK]"],
    ["", ""],
    [" \n ", ""],
  ])("takes %j apart", (text, expected) => {
    expect(tokenizer.tokens(text).join(" ")).toBe(expected);
  });

  it("knows where each token stands in the text as it was", () => {
    const text = "  Annoyingl\u0301y\u200b 鲸Xa";
    expect(tokenizer.pieces(text).map(({ token, start, end }) => [token, text.slice(start, end)])).toEqual([
      ["annoying", "Annoying"],
      ["##ly", "l\u0301y"],
      ["鲸", "鲸"],
      ["[UNK]", "Xa"],
    ]);
  });

  it("reads words up to maxWordLength characters, 200 if not told", () => {
    const word = (length: number) => `${"🐳".repeat(length)}`;
    expect(tokenizer.tokens(word(200))).toHaveLength(200);
    expect(tokenizer.tokens(word(201))).toEqual(["[UNK]"]);
    expect(wordPieceTokenizer(vocab, { maxWordLength: 2 }).tokens("🐳🐳 aaa")).toEqual(["🐳", "##🐳", "[UNK]"]);
  });

  it("joins words by spaces, and restores plain text", () => {
    expect(tokenizer.decode(tokenizer.encode("Annoyingly unaffable!"))).toBe("annoyingly unaffable!");
    expect(tokenizer.decode([1, 3])).toBe("[UNK]ly");
    const plain = fc
      .array(fc.constantFrom("annoying", "annoyingly", "unaffable", "a", "鲸"))
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(plain, (text) => {
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
      }),
    );
  });

  it("takes another unknown token, and special tokens as told", () => {
    const other = wordPieceTokenizer(["<unk>", "a", "<s>"], { unkToken: "<unk>", specialTokens: ["<s>"] });
    expect(other.encode("a b <s>", { allowSpecial: true })).toEqual([1, 0, 2]);
  });

  it.each([
    [["a"], {}, 'vocab must hold unkToken "[UNK]", got none: add it, or name the one it has'],
    [
      ["[UNK]"],
      { specialTokens: ["<s>"] },
      'specialTokens must be in the vocabulary, got "<s>": train with it, or add it to vocab',
    ],
    [["[UNK]"], { maxWordLength: 0 }, "maxWordLength must be an integer >= 1, got 0"],
    [["[UNK]", "[UNK]"], {}, 'vocab must hold each token once, got "[UNK]" at 0 and at 1'],
  ])("throws for vocab %j, %j", (wrong, options, message) => {
    expect(() => wordPieceTokenizer(wrong, options)).toThrow(new RangeError(message));
  });
});

describe("basicTokenize", () => {
  // google-research/bert, tokenization_test.py: test_chinese, test_basic_tokenizer_lower, test_basic_tokenizer_no_lower
  it.each([
    ["ah\u535a\u63a8zz", {}, ["ah", "\u535a", "\u63a8", "zz"]],
    [" \tHeLLo!how  \n Are yoU?  ", {}, ["hello", "!", "how", "are", "you", "?"]],
    ["H\u00e9llo", {}, ["hello"]],
    [" \tHeLLo!how  \n Are yoU?  ", { lowercase: false }, ["HeLLo", "!", "how", "Are", "yoU", "?"]],
    // the options that HF's BertNormalizer has besides
    ["H\u00e9llo", { stripAccents: false }, ["h\u00e9llo"]],
    ["H\u00e9llo", { lowercase: false, stripAccents: true }, ["Hello"]],
    ["a\u4e2da", { splitChinese: false }, ["a\u4e2da"]],
    ["a\u0000\u200bb\ufffd", {}, ["ab"]],
    ["a\u0000b", { cleanText: false }, ["a\u0000b"]],
    ["a\ud800b", {}, ["ab"]],
    ["a\ud800b", { cleanText: false }, ["a\ufffdb"]],
    ["$5+^`~|", {}, ["$", "5", "+", "^", "`", "~", "|"]],
    // all eight ranges, both ends: _is_chinese_char
    ["\u4e00\u9fff\u3400\u4dbf", {}, ["\u4e00", "\u9fff", "\u3400", "\u4dbf"]],
    ["\u{20000}\u{2a6df}\u{2a700}\u{2b73f}", {}, ["\u{20000}", "\u{2a6df}", "\u{2a700}", "\u{2b73f}"]],
    ["\u{2b740}\u{2b81f}\u{2b820}\u{2ceaf}", {}, ["\u{2b740}", "\u{2b81f}", "\u{2b820}", "\u{2ceaf}"]],
    ["\uf900\uf90e\u{2f800}", { stripAccents: false }, ["\uf900", "\uf90e", "\u{2f800}"]],
    ["", {}, []],
  ])("splits %j, %j", (text, options, expected) => {
    expect(basicTokenize(text, options)).toEqual(expected);
  });

  it("gives the same for what it gave", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const words = basicTokenize(text);
        expect(basicTokenize(words.join(" "))).toEqual(words);
      }),
    );
  });
});

describe("joinWordPieces", () => {
  it("leaves spaces before marks where told", () => {
    expect(joinWordPieces(["a", "##b", "!", "'s", "x"], true)).toBe("ab!'s x");
    expect(joinWordPieces(["a", "##b", "!", "'s", "x"], false)).toBe("ab ! 's x");
    expect(joinWordPieces(["##b"], true)).toBe("##b");
  });
});
