import { loadTokenizer, wordPieceTokenizer } from "kernel-utils/tokenize";
import { describe, expect, it } from "vitest";
import { lines, ourBpe, ourWordPiece, vocab } from "./savedTokenizers";
import { errorOf, temporaryFolder, writeIn } from "./temporaryFiles";

const folder = temporaryFolder();

describe("tokenizer.json", () => {
  const change = (tokenizer: object, place: string, value: unknown) => {
    const json = JSON.parse(JSON.stringify(tokenizer));
    const keys = place.split(".");
    keys.slice(0, -1).reduce((inside, key) => inside[key], json)[keys.at(-1)!] = value;
    return writeIn(folder, "tokenizer.json", JSON.stringify(json));
  };

  it.each([
    [
      ourBpe,
      "model.type",
      "Unigram",
      'model.type must be "BPE" or "WordPiece", as nothing else is supported, got "Unigram"',
    ],
    [ourBpe, "model.dropout", 0.1, "model.dropout must be 0 or null, as nothing else is supported, got 0.1"],
    [
      ourBpe,
      "model.byte_fallback",
      true,
      "model.byte_fallback must be false or null, as nothing else is supported, got true",
    ],
    [
      ourBpe,
      "model.ignore_merges",
      true,
      "model.ignore_merges must be false or null, as nothing else is supported, got true",
    ],
    [
      ourBpe,
      "model.end_of_word_suffix",
      "</w>",
      'model.end_of_word_suffix must be "" or null, as nothing else is supported, got "</w>"',
    ],
    [ourBpe, "model.merges", [["a"]], "model.merges[0] must be two tokens, got Array"],
    [ourBpe, "model.merges", {}, "model.merges must be a list, got Object"],
    [ourBpe, "normalizer", { type: "NFC" }, 'normalizer must be null for BPE, as nothing else is supported, got "NFC"'],
    [
      ourBpe,
      "pre_tokenizer",
      { type: "Metaspace" },
      'pre_tokenizer must be a ByteLevel, as nothing else is supported with this model, got "Metaspace"',
    ],
    [
      ourBpe,
      "pre_tokenizer.use_regex",
      false,
      "pre_tokenizer.use_regex must be true or null, as nothing else is supported, got false",
    ],
    [ourBpe, "pre_tokenizer.add_prefix_space", 1, "pre_tokenizer.add_prefix_space must be true or false, got 1"],
    [ourBpe, "decoder", null, "decoder must be a ByteLevel, as nothing else is supported with this model, got null"],
    [ourBpe, "truncation", { max_length: 5 }, "truncation must be null, as nothing else is supported, got Object"],
    [ourBpe, "padding", {}, "padding must be null, as nothing else is supported, got Object"],
    [
      ourBpe,
      "added_tokens.0.special",
      false,
      "added_tokens[0].special must be true or null, as nothing else is supported, got false",
    ],
    [
      ourBpe,
      "added_tokens.0.single_word",
      true,
      "added_tokens[0].single_word must be false or null, as nothing else is supported, got true",
    ],
    [ourBpe, "added_tokens.0.content", 7, "added_tokens[0].content must be a string that isn't empty, got 7"],
    [
      ourBpe,
      "added_tokens.0.id",
      5000,
      'added_tokens[0].id must be the id of "<|endoftext|>" in the vocabulary, or the next, got 5000',
    ],
    [
      ourWordPiece,
      "added_tokens.0.normalized",
      true,
      "added_tokens[0].normalized must be false or null, as nothing else is supported, got true",
    ],
    [
      ourWordPiece,
      "normalizer",
      { type: "Lowercase" },
      'normalizer must be a BertNormalizer, as nothing else is supported with this model, got "Lowercase"',
    ],
    [
      ourWordPiece,
      "model.continuing_subword_prefix",
      "@@",
      'model.continuing_subword_prefix must be "##" or null, as nothing else is supported, got "@@"',
    ],
    [
      ourWordPiece,
      "model.max_input_chars_per_word",
      "9",
      'model.max_input_chars_per_word must be an integer >= 1, got "9"',
    ],
    [ourWordPiece, "model.vocab", [], "model.vocab must be an object, got Array"],
    [ourWordPiece, "model", null, "model must be an object, got null"],
  ])("with an unsupported part is an error that names it: %#", (tokenizer, place, value, message) => {
    const file = change(tokenizer, place, value);
    expect(errorOf(() => loadTokenizer(file))?.message).toBe(`${file}: ${message}`);
  });

  it("of an older version, without types, merges as text, loads", () => {
    const json = JSON.parse(JSON.stringify(ourBpe));
    delete json.model.type;
    json.model.merges = json.model.merges.map((pair: string[]) => pair.join(" "));
    const loaded = loadTokenizer(writeIn(folder, "tokenizer.json", JSON.stringify(json)));
    expect(lines.map((line) => loaded.encode(line))).toEqual(lines.map((line) => ourBpe.encode(line)));
  });

  it("may add special tokens behind the vocabulary, and may have no normalizer", () => {
    const file = change(ourWordPiece, "added_tokens", [{ id: vocab.length, content: "<new>", special: true }]);
    const added = loadTokenizer(file);
    expect(added.encode("<new>", { allowSpecial: true })).toEqual([vocab.length]);
    expect(added.vocab).toHaveLength(vocab.length + 1);
    const plain = loadTokenizer(change(ourWordPiece, "normalizer", null));
    expect(plain.tokens("鲸鲸\u0000")).toEqual(["[UNK]"]);
  });

  it("keeps a token named __proto__", () => {
    const file = writeIn(
      folder,
      "tokenizer.json",
      JSON.stringify(wordPieceTokenizer(["[UNK]", "__proto__", "1", "0"])),
    );
    expect(loadTokenizer(file).vocab).toEqual(["[UNK]", "__proto__", "1", "0"]);
  });
});
