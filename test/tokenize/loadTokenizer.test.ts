import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  bpeTokenizer,
  loadTokenizer,
  readMerges,
  readVocab,
  readVocabJson,
  saveTokenizer,
} from "kernel-utils/tokenize";
import { describe, expect, it } from "vitest";
import { bpe, lines, ourBpe, ourWordPiece, vocab } from "./savedTokenizers";
import { errorOf, temporaryFolder, writeIn } from "./temporaryFiles";

const folder = temporaryFolder();

describe.each([
  ["BPE", ourBpe],
  ["WordPiece", ourWordPiece],
])("a saved %s", (_, saved) => {
  const file = join(folder, "tokenizer.json");

  it("is loaded as it was", () => {
    saveTokenizer(saved, file);
    for (const loaded of [loadTokenizer(file), loadTokenizer(folder)]) {
      expect(loaded.vocab).toEqual(saved.vocab);
      for (const allowSpecial of [true, false]) {
        const encoded = lines.map((line) => saved.encode(line, { allowSpecial }));
        expect(lines.map((line) => loaded.encode(line, { allowSpecial }))).toEqual(encoded);
        expect(encoded.map(loaded.decode)).toEqual(encoded.map(saved.decode));
      }
      expect(JSON.stringify(loaded)).toBe(JSON.stringify(saved));
    }
  });
});

describe("the files of GPT-2 and BERT", () => {
  // In the layout of openai-community/gpt2 and google-bert/bert-base-uncased
  it("load from a folder", () => {
    const gpt2 = join(folder, "gpt2");
    mkdirSync(gpt2);
    writeFileSync(
      join(gpt2, "vocab.json"),
      JSON.stringify(Object.fromEntries(bpe.vocab.map((token, id) => [token, id]))),
    );
    const merges = bpe.merges.map(({ left, right }) => `${left} ${right}\n`).join("");
    writeFileSync(join(gpt2, "merges.txt"), `#version: 0.2\n${merges}`);
    const plain = bpeTokenizer(bpe.vocab, bpe.merges);
    const loaded = loadTokenizer(gpt2, { specialTokens: ["<|endoftext|>"] });
    expect(lines.map((line) => loaded.encode(line))).toEqual(lines.map((line) => plain.encode(line)));
    expect(loaded.encode("<|endoftext|>", { allowSpecial: true })).toEqual([0]);
    expect(readMerges(join(gpt2, "merges.txt"))).toEqual(bpe.merges.map(({ left, right }) => ({ left, right })));

    const bert = join(folder, "bert");
    mkdirSync(bert);
    writeFileSync(join(bert, "vocab.txt"), vocab.join("\r\n"));
    expect(readVocab(join(bert, "vocab.txt"))).toEqual(vocab);
    const cased = loadTokenizer(bert, { lowercase: false, maxWordLength: 50, cleanup: false });
    expect(lines.map((line) => cased.encode(line))).toEqual(lines.map((line) => ourWordPiece.encode(line)));
  });

  it.each([
    ["vocab.txt", "a\n\nb\n", ":2: a line must hold a token, got an empty line: take it out"],
    ["vocab.txt", "a\nb\na\n", ':3: tokens must be distinct, got "a" as in line 1'],
    ["vocab.txt", "", ":1: the file must hold a token a line, got no line"],
    ["vocab.txt", "a\nb\n", ': vocab must hold unkToken "[UNK]", got none: add it, or name the one it has'],
    ["vocab.txt", Uint8Array.of(97, 10, 0xff, 10), ":2: the file must be UTF-8, got other bytes: save it as UTF-8"],
  ])("%s with %j is an error with file, line and reason", (name, content, message) => {
    const file = writeIn(folder, name, content);
    expect(errorOf(() => loadTokenizer(file))?.message).toBe(`${file}${message}`);
  });

  it.each([
    ["a b\nab\n", ':2: a merge must be two tokens with a space between, got "ab"'],
    ["#version: 0.2\na b\na b c\n", ':3: a merge must be two tokens with a space between, got "a b c"'],
    ["a b\n\n", ':2: a merge must be two tokens with a space between, got ""'],
    ["#version: 0.2\na b\nb c\na b", ':4: merges must be distinct, got "a b" as in line 2'],
  ])("merges %j are an error with file, line and reason", (content, message) => {
    const file = writeIn(folder, "merges.txt", content);
    expect(errorOf(() => readMerges(file))?.message).toBe(`${file}${message}`);
  });

  it.each([
    ['{"a": 0,\n"b": 1,}', /:2: the file must be JSON, got /],
    ['{"a": 0,\n\n"b"', /:3: the file must be JSON, got /],
    ['["a"]', /: the file must be an object, got Array$/],
    ['{"a": 0, "b": 2}', /: the file must be ids from 0 to 1, as there are 2 tokens, for each one, got 2$/],
    ['{"a": 0, "b": 0}', /: the file must be one id a token; "a" and "b" both, got 0$/],
    ['{"a": "0"}', /: the file must be ids from 0 to 0, .*, got "0"$/],
  ])("vocab.json %j is an error with file and reason", (content, message) => {
    const file = writeIn(folder, "vocab.json", content);
    expect(errorOf(() => readVocabJson(file))?.message).toMatch(message);
  });

  it("that aren't there are an error", () => {
    const none = join(folder, "none.json");
    expect(() => loadTokenizer(none)).toThrow(new Error(`${none}: the file must be there to be read, got ENOENT`));
    const empty = mkdtempSync(join(folder, "empty-"));
    expect(() => loadTokenizer(empty)).toThrow(
      new Error(`${empty}: the folder must hold one of tokenizer.json, vocab.txt, vocab.json, got none of them`),
    );
    expect(() => readVocab(5 as never)).toThrow(new TypeError("path must be a string, got 5"));
  });

  it("that don't belong together are an error", () => {
    const file = writeIn(folder, "vocab.json", '{"a": 0}');
    writeFileSync(join(file, "..", "merges.txt"), "a b\n");
    expect(errorOf(() => loadTokenizer(file))?.message).toMatch(
      /vocab\.json: merges must join tokens of the vocabulary/,
    );
  });
});
