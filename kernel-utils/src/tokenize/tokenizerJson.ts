// tokenizer.json: how Hugging Face's tokenizers write a whole tokenizer down.
import type { BasicOptions } from "./basicRules";
import type { SpecialToken } from "./specialTokens";
import type { Merge } from "./types";

interface BpeParts {
  readonly vocab: readonly string[];
  readonly merges: readonly Merge[];
  readonly specials: readonly SpecialToken[];
  readonly addPrefixSpace: boolean;
}

export function bpeJson({ vocab, merges, specials, addPrefixSpace }: BpeParts): object {
  const byteLevel = { type: "ByteLevel", add_prefix_space: addPrefixSpace, trim_offsets: false, use_regex: true };
  return {
    ...frame(specials),
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: idsByToken(vocab),
      merges: merges.map(({ left, right }) => [left, right]),
    },
  };
}

interface WordPieceParts {
  readonly vocab: readonly string[];
  readonly unkToken: string;
  readonly specials: readonly SpecialToken[];
  readonly maxWordLength: number;
  readonly cleanup: boolean;
  readonly basic: BasicOptions;
}

export function wordPieceJson({ vocab, unkToken, specials, maxWordLength, cleanup, basic }: WordPieceParts): object {
  return {
    ...frame(specials),
    normalizer: {
      type: "BertNormalizer",
      clean_text: basic.cleanText ?? true,
      handle_chinese_chars: basic.splitChinese ?? true,
      strip_accents: basic.stripAccents ?? null,
      lowercase: basic.lowercase ?? true,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: null,
    decoder: { type: "WordPiece", prefix: "##", cleanup },
    model: {
      type: "WordPiece",
      unk_token: unkToken,
      continuing_subword_prefix: "##",
      max_input_chars_per_word: maxWordLength,
      vocab: idsByToken(vocab),
    },
  };
}

const frame = (specials: readonly SpecialToken[]) => ({
  version: "1.0",
  truncation: null,
  padding: null,
  added_tokens: specials
    .toSorted((a, b) => a.id - b.id)
    .map(({ id, token, lstrip = false, rstrip = false }) => ({
      id,
      content: token,
      single_word: false,
      lstrip,
      rstrip,
      normalized: false,
      special: true,
    })),
});

/** With no prototype: "__proto__" is a token like any other. */
function idsByToken(vocab: readonly string[]): Record<string, number> {
  const ids: Record<string, number> = Object.create(null);
  for (const [id, token] of vocab.entries()) ids[token] = id;
  return ids;
}
