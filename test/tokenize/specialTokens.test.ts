import {
  bpeTokenizer,
  trainBpe,
  trainWordPiece,
  type Tokenizer,
  wordPieceTokenizer,
  wordTokenizer,
} from "kernel-utils/tokenize";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { specialSplitter } from "../../kernel-utils/src/tokenize/specialTokens";

const text = "the white whale, the sea and the ship";
const bpe = trainBpe(text, { vocabSize: 270, specialTokens: ["<s>", "</s>"] });
const { vocab } = trainWordPiece(text, { vocabSize: 60, specialTokens: ["[UNK]", "<s>", "</s>"] });
const specialTokens = ["<s>", "</s>"];

const tokenizers: [string, Tokenizer][] = [
  ["words", wordTokenizer(text, { specialTokens })],
  ["BPE", bpeTokenizer(bpe.vocab, bpe.merges, { specialTokens })],
  ["WordPiece", wordPieceTokenizer(vocab, { specialTokens })],
];

describe.each(tokenizers)("special tokens of %s", (_, tokenizer) => {
  const special = specialTokens.map(tokenizer.idOf);

  it("are never read from a text by themselves", () => {
    const anyText = fc.array(fc.constantFrom(...text, ...specialTokens, "<", "s>", "[UNK]")).map((all) => all.join(""));
    fc.assert(
      fc.property(anyText, (read) => {
        expect(tokenizer.encode(read).filter((id) => special.includes(id))).toEqual([]);
      }),
    );
  });

  it("are read where that is asked for, and nothing else changes", () => {
    const ids = tokenizer.encode("<s>the whale</s>the sea<s>", { allowSpecial: true });
    const [start, end] = special;
    expect(ids).toEqual([start, ...tokenizer.encode("the whale"), end, ...tokenizer.encode("the sea"), start]);
    expect(tokenizer.encode("the whale", { allowSpecial: true })).toEqual(tokenizer.encode("the whale"));
    const pieces = tokenizer.pieces("<s>the whale</s>the sea<s>", { allowSpecial: true });
    expect(pieces.map(({ id }) => id)).toEqual(ids);
    expect(pieces.at(-1)).toEqual({ id: start, token: "<s>", start: 23, end: 26 });
  });

  it("may be given to map", () => {
    expect([text, text].map(tokenizer.encode)).toEqual([tokenizer.encode(text), tokenizer.encode(text)]);
  });
});

describe("specialSplitter", () => {
  it("takes the longer of two, and white space where told", () => {
    const split = specialSplitter([
      { id: 0, token: "<s>" },
      { id: 1, token: "<s><s>" },
      { id: 2, token: "$^.*", lstrip: true, rstrip: true },
    ]);
    const found = split("a<s><s><s> b \u0085$^.*\n c").map(({ special, start, end }) => [special?.id, start, end]);
    expect(found).toEqual([
      [undefined, 0, 1],
      [1, 1, 7],
      [0, 7, 10],
      [undefined, 10, 12],
      [2, 12, 20],
      [undefined, 20, 21],
    ]);
    expect(split("")).toEqual([]);
    expect(specialSplitter([])("ab")).toEqual([{ start: 0, end: 2 }]);
  });
});
