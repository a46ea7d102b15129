import { wordTokenizer } from "kernel-utils/tokenize";
import { describe, expect, it } from "vitest";

const text = "the whale, the sea and the ship; the whale!";

describe("wordTokenizer", () => {
  it("numbers words from the most frequent down, ties by first sight, <UNK> before all", () => {
    const { vocab, unkId } = wordTokenizer(text);
    expect(unkId).toBe(0);
    expect(vocab).toEqual(["<UNK>", "the", "whale", ",", "sea", "and", "ship", ";", "!"]);
  });

  it("puts special tokens right after <UNK>, and never reads them from a text", () => {
    const tokenizer = wordTokenizer(text, { specialTokens: ["<s>", "</s>"] });
    expect(tokenizer.vocab.slice(0, 4)).toEqual(["<UNK>", "<s>", "</s>", "the"]);
    expect(tokenizer.tokens("<s> the </s> <UNK>").join(" ")).toBe("< s > the < / s > < UNK >");
    expect(tokenizer.encode("<s> the </s>")).toEqual([0, 0, 0, 3, 0, 0, 0, 0]);
    expect(tokenizer.decode([1, 3, 4, 2])).toBe("<s> the whale </s>");
  });

  it("reads unknown words as <UNK>", () => {
    const tokenizer = wordTokenizer(text);
    expect(tokenizer.encode("the squid")).toEqual([1, 0]);
    expect(tokenizer.decode(tokenizer.encode("the squid, the sea!"))).toBe("the <UNK>, the sea!");
  });

  it("leaves out words rarer than minCount", () => {
    expect(wordTokenizer(text, { minCount: 2 }).vocab).toEqual(["<UNK>", "the", "whale"]);
    expect(wordTokenizer(text, { minCount: 99 }).vocab).toEqual(["<UNK>"]);
  });

  it("folds capitals in the vocabulary and in what it reads", () => {
    const tokenizer = wordTokenizer("The the THE", { lowercase: true });
    expect(tokenizer.vocab).toEqual(["<UNK>", "the"]);
    expect(tokenizer.encode("THE The")).toEqual([1, 1]);
  });

  it("takes one text or several", () => {
    expect(wordTokenizer(["the whale,", "the sea and", "the ship; the whale!"]).vocab).toEqual(
      wordTokenizer(text).vocab,
    );
    expect(wordTokenizer(new Set([text])).vocab).toEqual(wordTokenizer(text).vocab);
  });

  it("splits Chinese", () => {
    const tokenizer = wordTokenizer("我喜欢你，我喜欢北京。", { locale: "zh" });
    expect(tokenizer.vocab.slice(0, 3)).toEqual(["<UNK>", "我", "喜欢"]);
    expect(tokenizer.decode(tokenizer.encode("我喜欢北京。"))).toBe("我喜欢北京。");
  });

  it.each(["", [], [" \n"]].map((texts) => [texts]))("throws for no words: %j", (texts) => {
    expect(() => wordTokenizer(texts)).toThrow(new RangeError("texts must hold at least one word, got none"));
  });

  it.each([0, 1.5, NaN])("throws for minCount %s", (minCount) => {
    expect(() => wordTokenizer(text, { minCount })).toThrow(
      new RangeError(`minCount must be an integer >= 1, got ${minCount}`),
    );
  });

  it.each(["the", "END", "🏁", "", " ", "句"])("throws for the special token %j, which a text could hold", (token) => {
    expect(() => wordTokenizer(text, { specialTokens: [token] })).toThrow(
      new RangeError(
        `specialTokens must not be words of a text, got ${JSON.stringify(token)}: put it in brackets, as in "<s>"`,
      ),
    );
  });

  it.each([["<s>", "<s>"], ["<UNK>"]].map((tokens) => [tokens]))(
    "throws for the special tokens %j",
    (specialTokens) => {
      expect(() => wordTokenizer(text, { specialTokens })).toThrow(
        new RangeError(`specialTokens must be distinct, got ${specialTokens[0]} twice`),
      );
    },
  );

  it("throws for a locale that isn't one", () => {
    expect(() => wordTokenizer(text, { locale: "?" })).toThrow(RangeError);
  });
});
