import { readFileSync } from "node:fs";
import { mobyDick } from "kernel-utils/corpus";
import { type TrainedMerge, trainWordPiece, wordPieceTokenizer } from "kernel-utils/tokenize";
import { describe, expect, it } from "vitest";

interface Golden {
  readonly counts: Readonly<Record<string, number>>;
  readonly vocabSize: number;
  readonly minFrequency: number;
  readonly vocab: string[];
  readonly merges: TrainedMerge[];
}
/** Made by test/tokenize/golden/likelihood.py, which has the definition and no more. */
const golden: Golden[] = JSON.parse(readFileSync(new URL("golden/likelihood.json", import.meta.url), "utf8"));
const textOf = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([word, count]) => `${word} `.repeat(count));
// The words of the HF course, chapter 6.
const hugs = textOf({ hug: 10, pug: 5, pun: 12, bun: 4, hugs: 5 });

describe("trainWordPiece by likelihood", () => {
  it.each(golden)("agrees with its definition, to $vocabSize", ({ counts, vocabSize, minFrequency, vocab, merges }) => {
    const options = { vocabSize, minFrequency, specialTokens: ["[UNK]"], stripAccents: false, splitChinese: false };
    expect(trainWordPiece(textOf(counts), options)).toEqual({ vocab, merges });
  });

  it("joins ##g and ##s first, with 1/20, as in the HF course", () => {
    const [first] = trainWordPiece(hugs, { vocabSize: 18 }).merges;
    expect(first).toEqual({ left: "##g", right: "##s", token: "##gs", count: 5, score: 1 / 20 });
  });
});

describe("trainWordPiece by frequency", () => {
  it("joins ##u and ##g first, which occur most", () => {
    const { vocab, merges } = trainWordPiece(hugs, { vocabSize: 18, rule: "frequency", specialTokens: ["[UNK]"] });
    // HF course, chapter 6, of BPE: ("u", "g") 20 times, then ("u", "n") 16 times, then ("h", "ug") 15 times
    expect(merges.map(({ token, count, score }) => [token, count, score])).toEqual([
      ["##ug", 20, 20],
      ["##un", 16, 16],
      ["hug", 15, 15],
      ["pun", 12, 12],
      ["pug", 5, 5],
      ["hugs", 5, 5],
    ]);
    expect(vocab.join(" ")).toBe("[UNK] b g h n p s u ##g ##n ##s ##u ##ug ##un hug pun pug hugs");
  });
});

describe("trainWordPiece", () => {
  it("tells each merge as it is made", () => {
    const heard: [TrainedMerge, number][] = [];
    const onMerge = (merge: TrainedMerge, step: number) => heard.push([merge, step]);
    const { merges } = trainWordPiece(hugs, { vocabSize: 22, onMerge });
    expect(heard).toEqual(merges.map((merge, i) => [merge, i + 1]));
    expect(heard.length).toBeGreaterThan(3);
  });

  it("stops where no pair is left that is frequent enough", () => {
    const { merges } = trainWordPiece(hugs, { vocabSize: 1000, minFrequency: 12, rule: "frequency" });
    expect(merges.map(({ count }) => count).every((count) => count >= 12)).toBe(true);
    expect(trainWordPiece(hugs, { vocabSize: 1000 }).vocab.length).toBeLessThan(50);
  });

  it.each(["likelihood", "frequency"] as const)("by %s learns a vocabulary that spells all it has seen", (rule) => {
    const chapter = mobyDick()[20]!.text;
    const { vocab } = trainWordPiece(chapter, { vocabSize: 400, rule });
    expect(vocab).toHaveLength(400);
    expect(new Set(vocab).size).toBe(400);
    expect(wordPieceTokenizer(vocab).tokens(chapter)).not.toContain("[UNK]");
  });

  it.each([
    [{ vocabSize: 10 }, "vocabSize must be >= 16 (5 special tokens, an alphabet of 11), got 10"],
    [{ vocabSize: 1.5 }, "vocabSize must be an integer >= 1, got 1.5"],
    [{ vocabSize: 50, minFrequency: 0 }, "minFrequency must be an integer >= 1, got 0"],
    [{ vocabSize: 50, rule: "best" as never }, 'rule must be "likelihood" or "frequency", got "best"'],
    [{ vocabSize: 50, specialTokens: ["[UNK]", ""] }, 'specialTokens must not be empty, got "": leave it out'],
    [
      { vocabSize: 50, specialTokens: ["<s>", "<s>"] },
      'specialTokens must be distinct and none of the alphabet, got "<s>" twice: put it in brackets, as in "<s>"',
    ],
  ])("throws for %j", (options, message) => {
    expect(() => trainWordPiece(hugs, options)).toThrow(new RangeError(message));
  });

  it.each([[""], [[]], [[" \n"]]])("throws for no words: %j", (texts) => {
    expect(() => trainWordPiece(texts, { vocabSize: 50 })).toThrow(
      new RangeError("texts must hold at least one word, got none"),
    );
  });
});
