import { mobyDick } from "kernel-utils/corpus";
import {
  bpeTokenizer,
  characterTokenizer,
  characters,
  type Tokenizer,
  trainBpe,
  trainWordPiece,
  wordPieceTokenizer,
  words,
  wordTokenizer,
} from "kernel-utils/tokenize";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const chapter = mobyDick().find(({ title }) => title === "Chapter 1. Loomings.")!.text;
const chinese = "人工智能让世界变得更美好。我喜欢你，中国的首都是北京。";

const bpe = trainBpe([chapter, chinese], { vocabSize: 600, specialTokens: ["<|endoftext|>"] });
const wordPiece = trainWordPiece([chapter, chinese], { vocabSize: 600 });

/** Every tokenizer is held to the laws of its interface here; what is its own stands in its own test. */
const tokenizers: { name: string; tokenizer: Tokenizer; pieces: string[]; separator: string }[] = [
  {
    name: "characters, English",
    tokenizer: characterTokenizer(chapter),
    pieces: characters(chapter),
    separator: "",
  },
  {
    name: "characters, Chinese",
    tokenizer: characterTokenizer([chinese]),
    pieces: characters(chinese),
    separator: "",
  },
  {
    name: "words, English",
    tokenizer: wordTokenizer(chapter),
    pieces: words(chapter),
    separator: " ",
  },
  {
    name: "words, Chinese",
    tokenizer: wordTokenizer([chinese], { locale: "zh" }),
    pieces: chinese.split(/(?<=[，。])/u),
    separator: "",
  },
  {
    name: "words, lower case, special tokens",
    tokenizer: wordTokenizer(chapter, { lowercase: true, specialTokens: ["<s>", "</s>"] }),
    pieces: words(chapter),
    separator: "\n",
  },
  {
    name: "byte-level BPE",
    tokenizer: bpeTokenizer(bpe.vocab, bpe.merges, { specialTokens: ["<|endoftext|>"] }),
    pieces: words(chapter + chinese),
    separator: " ",
  },
  {
    name: "WordPiece",
    tokenizer: wordPieceTokenizer(wordPiece.vocab),
    pieces: words(chapter + chinese),
    separator: " ",
  },
];

describe.each(tokenizers)("$name", { timeout: 30_000 }, ({ tokenizer, pieces, separator }) => {
  const { vocab } = tokenizer;
  const anyText = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((tokens) => tokens.join(separator));
  const anyIds = fc.array(fc.nat({ max: vocab.length - 1 }), { maxLength: 60 });

  it("has every token once", () => {
    expect(new Set(vocab).size).toBe(vocab.length);
    expect(vocab).not.toContain("");
  });

  it("has one id in [0, vocabSize) for each token of a text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const ids = tokenizer.encode(text);
        expect(ids).toHaveLength(tokenizer.tokens(text).length);
        for (const id of ids) expect(vocab[id]).toBeTypeOf("string");
      }),
    );
  });

  it("encodes each token as itself", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tokenizer.encode(text).map((id) => vocab[id])).toEqual(tokenizer.tokens(text));
      }),
    );
  });

  it("reads what it decoded as what it was", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const ids = tokenizer.encode(text);
        expect(tokenizer.encode(tokenizer.decode(ids))).toEqual(ids);
      }),
    );
  });

  it("finds each token in its place, none before the one before it", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = tokenizer.pieces(text);
        expect(found.map(({ id }) => id)).toEqual(tokenizer.encode(text));
        let last = { start: 0, end: 0 };
        for (const { id, token, start, end } of found) {
          expect(token).toBe(vocab[id]);
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThanOrEqual(last.start);
          expect(end).toBeGreaterThanOrEqual(last.end);
          // All that lies between two tokens is white space.
          expect(text.slice(last.end, Math.max(last.end, start)).trim()).toBe("");
          last = { start, end };
        }
        expect(text.slice(last.end).trim()).toBe("");
      }),
    );
  });

  it("knows the id of each token, and throws for others", () => {
    for (const [id, token] of vocab.entries()) expect(tokenizer.idOf(token)).toBe(id);
    expect(() => tokenizer.idOf("no such token")).toThrow(
      new RangeError(
        `token must be one of the vocabulary's ${vocab.length}, got "no such token": to encode a text use encode`,
      ),
    );
  });

  it("decodes any ids to a text, none to none", () => {
    fc.assert(
      fc.property(anyIds, (ids) => {
        expect(tokenizer.decode(ids)).toBeTypeOf("string");
      }),
    );
    expect(tokenizer.decode([])).toBe("");
    expect(tokenizer.encode("")).toEqual([]);
  });

  it.each([-1, 0.5, NaN, 1e9])("throws for the id %s", (id) => {
    expect(() => tokenizer.decode([0, id])).toThrow(
      new RangeError(`id must be an integer in [0, ${vocab.length - 1}], got ${id}`),
    );
  });
});
