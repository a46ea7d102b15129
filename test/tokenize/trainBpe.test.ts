import { bpeTokenizer, type TrainedMerge, trainBpe } from "kernel-utils/tokenize";
import { describe, expect, it } from "vitest";

describe("trainBpe", () => {
  // minbpe, README, "Quick start": text "aaabdaaabac", 3 merges over bytes -> [258, 100, 258, 97, 99]
  it("gives minbpe's example", () => {
    const { vocab, merges } = trainBpe("aaabdaaabac", { vocabSize: 259 });
    const { encode, idOf } = bpeTokenizer(vocab, merges);
    // minbpe numbers bytes by value, GPT-2 by their characters
    const minbpe = [258, 100, 258, 97, 99].map((id) => (id < 256 ? idOf(String.fromCharCode(id)) : id));
    expect(encode("aaabdaaabac")).toEqual(minbpe);
    expect(merges).toEqual([
      { left: "a", right: "a", token: "aa", count: 4, score: 4 },
      // 2 of (a, b) and 2 of (aa, a): the lower ids go first
      { left: "a", right: "b", token: "ab", count: 2, score: 2 },
      { left: "aa", right: "ab", token: "aaab", count: 2, score: 2 },
    ]);
  });

  it("starts with special tokens, then GPT-2's 256 bytes", () => {
    const { vocab, merges } = trainBpe("", { vocabSize: 300, specialTokens: ["<|endoftext|>"] });
    expect(merges).toEqual([]);
    expect(vocab).toHaveLength(257);
    // openai/gpt-2, encoder.json: "!" is 0, "a" 64, "Ġ" 220, its last byte 255 is "Ń"
    expect([vocab[1], vocab[65], vocab[221], vocab[256]]).toEqual(["!", "a", "Ġ", "Ń"]);
  });

  it("joins nothing over the borders of words", () => {
    const { merges } = trainBpe("in in in, in; in", { vocabSize: 300 });
    expect(merges.map(({ token }) => token)).toEqual(["in", "Ġin"]);
  });

  it("tells each merge as it is made, and stops at rare pairs", () => {
    const heard: [TrainedMerge, number][] = [];
    const onMerge = (merge: TrainedMerge, step: number) => heard.push([merge, step]);
    const { merges } = trainBpe("hug hug hug pug pug pun", { vocabSize: 400, minFrequency: 2, onMerge });
    expect(heard).toEqual(merges.map((merge, i) => [merge, i + 1]));
    // 3 of (h, ug) and 3 of (Ġ, p): h has the lower id
    expect(merges.map(({ token, count }) => `${token} ${count}`)).toEqual([
      "ug 5",
      "hug 3",
      "Ġp 3",
      "Ġhug 2",
      "Ġpug 2",
    ]);
  });

  it.each([
    [{ vocabSize: 255 }, "vocabSize must be >= 256 (0 special tokens, an alphabet of 256), got 255"],
    [
      { vocabSize: 256, specialTokens: ["<s>"] },
      "vocabSize must be >= 257 (1 special tokens, an alphabet of 256), got 256",
    ],
    [{ vocabSize: NaN }, "vocabSize must be an integer >= 1, got NaN"],
    [{ vocabSize: 300, minFrequency: 1.5 }, "minFrequency must be an integer >= 1, got 1.5"],
    [
      { vocabSize: 300, specialTokens: ["a"] },
      'specialTokens must be distinct and none of the alphabet, got "a" twice: put it in brackets, as in "<s>"',
    ],
  ])("throws for %j", (options, message) => {
    expect(() => trainBpe("text", options)).toThrow(new RangeError(message));
  });
});
