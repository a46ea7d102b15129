// tokenizer.json: Hugging Face's file of a whole tokenizer, as far as GPT-2's and BERT's families use it.
import { bpeTokenizer } from "./bpeTokenizer";
import { readJson } from "./readFile";
import type { SpecialToken } from "./specialTokens";
import {
  booleanField,
  countField,
  checkUnsupported,
  fieldError,
  type Fields,
  fieldsOf,
  type Place,
  stringField,
  vocabOfIds,
} from "./tokenizerFields";
import type { Merge, SubwordTokenizer } from "./types";
import { wordPieceTokenizer } from "./wordPieceTokenizer";

/**
 * The tokenizer of a `tokenizer.json`: a byte-level BPE, or a WordPiece with BERT's normalizer. Its post-processor, which puts
 * special tokens around a text, is left out: encode gives a text's own tokens. Its special tokens are read from a text
 * only when asked for.
 * @throws Error with file and reason: no such file, not JSON (with the line), a field that is missing or wrong, and a
 * component or a setting that isn't supported, by its name
 */
export function readTokenizerJson(file: string): SubwordTokenizer {
  const all = fieldsOf(readJson(file), { file, place: "the file" });
  const at = (place: string): Place => ({ file, place });
  for (const name of ["truncation", "padding"]) {
    if ((all[name] ?? null) !== null) throw fieldError(at(name), "null, as nothing else is supported", all[name]);
  }
  const model = fieldsOf(all.model, at("model"));
  // Files of older versions leave the type out.
  const type = model.type ?? ("merges" in model ? "BPE" : "WordPiece");
  const hasNormalizer = (all.normalizer ?? null) !== null;
  const vocab = vocabOfIds(model.vocab, at("model.vocab"));
  const specialTokens = addTokens(vocab, all.added_tokens ?? [], hasNormalizer, at("added_tokens"));
  try {
    if (type === "BPE") return readBpe(all, model, { vocab, specialTokens, file });
    if (type === "WordPiece") return readWordPiece(all, model, { vocab, specialTokens, file });
  } catch (cause) {
    // What the tokenizer itself refuses, such as merges that its vocabulary lacks.
    if (cause instanceof RangeError) throw new Error(`${file}: ${cause.message}`, { cause });
    throw cause;
  }
  throw fieldError(at("model.type"), '"BPE" or "WordPiece", as nothing else is supported', type);
}

interface Context {
  readonly vocab: readonly string[];
  readonly specialTokens: readonly SpecialToken[];
  readonly file: string;
}

function readBpe(all: Fields, model: Fields, { vocab, specialTokens, file }: Context): SubwordTokenizer {
  const at = (place: string): Place => ({ file, place });
  checkUnsupported(
    model,
    {
      dropout: [0],
      continuing_subword_prefix: [""],
      end_of_word_suffix: [""],
      fuse_unk: [false],
      byte_fallback: [false],
      ignore_merges: [false],
    },
    at("model"),
  );
  if ((all.normalizer ?? null) !== null) {
    throw fieldError(at("normalizer"), "null for BPE, as nothing else is supported", typeOf(all.normalizer));
  }
  checkType(all.decoder, "ByteLevel", at("decoder"));
  const preTokenizer = checkType(all.pre_tokenizer, "ByteLevel", at("pre_tokenizer"));
  checkUnsupported(preTokenizer, { use_regex: [true] }, at("pre_tokenizer"));
  const addPrefixSpace = booleanField(preTokenizer, "add_prefix_space", true, at("pre_tokenizer"));
  const merges = mergesOf(model.merges, at("model.merges"));
  return bpeTokenizer(vocab, merges, { specialTokens, addPrefixSpace });
}

function readWordPiece(all: Fields, model: Fields, { vocab, specialTokens, file }: Context): SubwordTokenizer {
  const at = (place: string): Place => ({ file, place });
  checkUnsupported(model, { continuing_subword_prefix: ["##"] }, at("model"));
  checkType(all.pre_tokenizer, "BertPreTokenizer", at("pre_tokenizer"));
  const decoder = checkType(all.decoder, "WordPiece", at("decoder"));
  checkUnsupported(decoder, { prefix: ["##"] }, at("decoder"));
  return wordPieceTokenizer(vocab, {
    ...basicOptions(all.normalizer ?? null, at("normalizer")),
    specialTokens,
    unkToken: stringField(model, "unk_token", at("model")),
    maxWordLength: countField(model, "max_input_chars_per_word", 100, at("model")),
    cleanup: booleanField(decoder, "cleanup", true, at("decoder")),
  });
}

function basicOptions(normalizer: unknown, at: Place) {
  if (normalizer === null) return { cleanText: false, splitChinese: false, lowercase: false, stripAccents: false };
  const fields = checkType(normalizer, "BertNormalizer", at);
  const isDefault = (fields.strip_accents ?? null) === null; // what lowercase is
  return {
    cleanText: booleanField(fields, "clean_text", true, at),
    splitChinese: booleanField(fields, "handle_chinese_chars", true, at),
    lowercase: booleanField(fields, "lowercase", true, at),
    ...(isDefault ? {} : { stripAccents: booleanField(fields, "strip_accents", false, at) }),
  };
}

/** Merges are pairs, in older files strings with a space between. */
function mergesOf(value: unknown, at: Place): Merge[] {
  if (!Array.isArray(value)) throw fieldError(at, "a list", value);
  return value.map((merge: unknown, i) => {
    const [left, right, ...more] = typeof merge === "string" ? merge.split(" ") : Array.isArray(merge) ? merge : [];
    if (typeof left === "string" && typeof right === "string" && more.length === 0) return { left, right };
    throw fieldError({ file: at.file, place: `${at.place}[${i}]` }, "two tokens", merge);
  });
}

/** Reads the added tokens, and puts those behind the vocabulary that it lacks. */
function addTokens(vocab: string[], value: unknown, hasNormalizer: boolean, at: Place): SpecialToken[] {
  if (!Array.isArray(value)) throw fieldError(at, "a list", value);
  const added = value.map((item: unknown, i) => {
    const place = { file: at.file, place: `${at.place}[${i}]` };
    const fields = fieldsOf(item, place);
    const token = stringField(fields, "content", place);
    checkUnsupported(fields, { special: [true], single_word: [false] }, place);
    // It would be looked for in the normalized text.
    if (hasNormalizer) checkUnsupported(fields, { normalized: [false] }, place);
    const lstrip = booleanField(fields, "lstrip", false, place);
    const rstrip = booleanField(fields, "rstrip", false, place);
    return { id: fields.id as number, token, lstrip, rstrip, place };
  });
  for (const { id, token, place } of added.toSorted((a, b) => a.id - b.id)) {
    if (id === vocab.length && !vocab.includes(token)) vocab.push(token);
    if (vocab[id] === token) continue;
    throw fieldError(
      { ...place, place: `${place.place}.id` },
      `the id of ${JSON.stringify(token)} in the vocabulary, or the next`,
      id,
    );
  }
  return added.map(({ id, token, lstrip, rstrip }) => ({ id, token, lstrip, rstrip }));
}

const typeOf = (component: unknown) => (component as Fields | null)?.type ?? component;

/** @throws Error naming the component when it is of another type */
function checkType(component: unknown, type: string, at: Place): Fields {
  const found = typeOf(component ?? null);
  if (found === type) return component as Fields;
  throw fieldError(at, `a ${type}, as nothing else is supported with this model`, found);
}
