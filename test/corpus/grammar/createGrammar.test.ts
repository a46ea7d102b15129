import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "kernel-utils/core";
import { bracketed, createGrammar, type Grammar, tinyChinese, tinyEnglish } from "kernel-utils/corpus";

/** Every sentence of at most `longest` words that the grammar's symbols can become, without regard to probability. */
function allSentences({ rules, start }: Grammar, longest: number): Set<string> {
  const found = new Set<string>();
  const queue: string[][] = [[start]];
  for (let form = queue.pop(); form !== undefined; form = queue.pop()) {
    const place = form.findIndex((part) => Object.hasOwn(rules, part));
    if (place < 0) {
      found.add(form.join(" "));
      continue;
    }
    for (const [text] of rules[form[place]!]!) {
      const next = form.toSpliced(place, 1, ...text.split(" "));
      if (next.length <= longest) queue.push(next);
    }
  }
  return found;
}

describe("createGrammar", () => {
  it("gives the entropy that one works out by hand", () => {
    // One choice of four equally likely words: 2 bits, in one word and the sentence's end.
    const four = createGrammar({ S: ["a", "b", "c", "d"].map((word) => [word, 1] as const) });
    expect(four.entropy).toEqual({ bitsPerSentence: 2, meanLength: 1, bitsPerToken: 1 });
    // A coin until tails: lengths 1, 2, 3, … with 1/2, 1/4, 1/8, …; mean 2, entropy 2 bits.
    const coin = createGrammar({
      S: [
        ["heads S", 1],
        ["tails", 1],
      ],
    });
    expect(coin.entropy.meanLength).toBeCloseTo(2, 12);
    expect(coin.entropy.bitsPerSentence).toBeCloseTo(2, 12);
    // Weights 8 and 2: the entropy of (.8, .2), as of what follows 人工智能 in lesson 05.
    const weighted = createGrammar({
      S: [["人工智能 Next", 1]],
      Next: [
        ["让", 8],
        ["是", 2],
      ],
    });
    expect(weighted.entropy.bitsPerSentence).toBeCloseTo(0.8 * Math.log2(1 / 0.8) + 0.2 * Math.log2(1 / 0.2), 12);
    expect(weighted.logProb(["人工智能", "让"])).toBeCloseTo(Math.log(0.8), 12);
  });

  it("sums a sentence's probability over all of its parses", () => {
    // "a a a" has the parses ((a a) a) and (a (a a)).
    const grammar = createGrammar({
      S: [
        ["S S", 1],
        ["a", 3],
      ],
    });
    expect(Math.exp(grammar.logProb(["a", "a", "a"]))).toBeCloseTo(2 * 0.25 ** 2 * 0.75 ** 3, 12);
    expect(grammar.logProb(["b"])).toBe(-Infinity);
    expect(grammar.logProb([])).toBe(-Infinity);
  });

  it("reads parts with any white space between them", () => {
    expect(createGrammar({ S: [["  a \n b ", 1]] }).sample(createRng(1)).words).toEqual(["a", "b"]);
  });

  it.each([
    ["an unknown start", {}, "start must be a symbol of the rules"],
    ["no ways", { S: [] }, "rules.S must be a list"],
    ["a weight of 0", { S: [["a", 0]] }, "a weight of rules.S must be > 0"],
    ["an endless weight", { S: [["a", Infinity]] }, "a weight of rules.S must be > 0"],
    [
      "an empty text",
      {
        S: [
          ["a", 1],
          [" ", 1],
        ],
      },
      "a text of rules.S must hold a word",
    ],
    [
      "a circle",
      {
        S: [
          ["A", 1],
          ["a", 1],
        ],
        A: [["S", 1]],
      },
      "rules.S must not become S alone",
    ],
    ["endless sentences", { S: [["a S", 1]] }, "these grow without end"],
    [
      "sentences that double",
      {
        S: [
          ["S S", 2],
          ["a", 1],
        ],
      },
      "these grow without end",
    ],
  ] as [string, Record<string, [string, number][]>, string][])("refuses %s", (_what, rules, message) => {
    expect(() => createGrammar(rules)).toThrow(message);
  });

  it("refuses a count and a seed that are none", () => {
    expect(() => tinyEnglish.sentences(-1, { seed: 1 })).toThrow("count must be an integer >= 0");
    expect(() => tinyEnglish.sentences(1, { seed: -1 })).toThrow("seed must be");
  });
});

describe.each([
  ["tinyEnglish", tinyEnglish, 29],
  ["tinyChinese", tinyChinese, 25],
] as const)("%s", (_name, grammar, numWords) => {
  const sentences = grammar.sentences(20_000, { seed: 1 });

  it(`has ${numWords} words, and uses them all`, () => {
    expect(grammar.vocab).toHaveLength(numWords);
    expect(new Set(sentences.flatMap(({ words }) => words))).toEqual(new Set(grammar.vocab));
  });

  it("has one parse for each sentence, so that its entropy is the sentences' own", () => {
    for (const { words, logProb } of sentences.slice(0, 300)) expect(grammar.logProb(words)).toBeCloseTo(logProb, 9);
  });

  it("draws sentences as long and as surprising as its entropy says", () => {
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const lengths = sentences.map(({ words }) => words.length);
    const bits = sentences.map(({ logProb }) => -logProb / Math.LN2);
    const { bitsPerSentence, meanLength, bitsPerToken } = grammar.entropy;
    // Standard deviations are below 6 words and 8 bits: five of the mean's are .28.
    expect(Math.abs(mean(lengths) - meanLength)).toBeLessThan(0.25);
    expect(Math.abs(mean(bits) - bitsPerSentence)).toBeLessThan(0.3);
    expect(bitsPerToken).toBe(bitsPerSentence / (meanLength + 1));
  });

  it("gives all short sentences together the probability with which they are drawn", () => {
    const short = [...allSentences(grammar, 5)].map((text) => text.split(" "));
    const prob = short.reduce((sum, words) => sum + Math.exp(grammar.logProb(words)), 0);
    const share = sentences.filter(({ words }) => words.length <= 5).length / sentences.length;
    expect(Math.abs(share - prob)).toBeLessThan(5 * Math.sqrt((prob * (1 - prob)) / sentences.length));
  });

  it("draws the same from the same seed, and parses that read as the sentence", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const [one] = grammar.sentences(1, { seed });
        const [same] = grammar.sentences(1, { seed });
        expect(one).toEqual(same);
        const leaves = bracketed(one!.parse).replaceAll(/\(\S+|\)/g, " ");
        expect(leaves.trim().split(/\s+/)).toEqual(one!.words);
      }),
    );
  });
});
