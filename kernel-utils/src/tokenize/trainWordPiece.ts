import { type BasicOptions, basicRules } from "./basicRules";
import { scanBasicWords } from "./basicTokenize";
import { checkTraining, type TrainOptions } from "./checkTraining";
import { countWords } from "./countWords";
import { learnMerges } from "./learnMerges";
import type { TrainedVocab } from "./types";
import { bertSpecialTokens, insideWord } from "./wordPieceTokenizer";

const rules = ["likelihood", "frequency"] as const;

export interface TrainWordPieceOptions extends TrainOptions, BasicOptions {
  /**
   * Which pair is joined next. "likelihood", the default and what WordPiece is known for: the highest f(ab) / (f(a) f(b)), that
   * is what stands together more than chance would have it. "frequency": the highest f(ab), as BPE and HF's own trainer do.
   */
  readonly rule?: (typeof rules)[number];
  /** Default [PAD] [UNK] [CLS] [SEP] [MASK]. */
  readonly specialTokens?: readonly string[];
}

/**
 * Learn a WordPiece vocabulary from the words that basicTokenize finds. Ties go to the lowest (left id, right id).
 * Ids: the special tokens, all characters, the characters that occur inside words with ##, each in code point order, then a
 * token a merge. Fewer than vocabSize when no pair is left that occurs minFrequency times.
 * `wordPieceTokenizer(vocab)` uses it; encoding takes the longest token that fits, so that merges only tell how it came about.
 * With "likelihood" give a minFrequency, or it begins with what occurs but once.
 * @throws RangeError for another rule, texts without a word, a vocabSize under that of special tokens and alphabet, a
 * minFrequency that isn't an integer >= 1, and special tokens that are empty, repeated or a character
 * Source: HF course, chapter 6 ("likelihood"); HF tokenizers, models/wordpiece/trainer.rs ("frequency"), which agrees but for
 * ties, as it numbers ## characters in no certain order.
 */
export function trainWordPiece(texts: string | Iterable<string>, options: TrainWordPieceOptions): TrainedVocab {
  const { vocabSize, minFrequency = 1, specialTokens = bertSpecialTokens, rule = "likelihood", onMerge } = options;
  if (!rules.includes(rule))
    throw new RangeError(`rule must be "likelihood" or "frequency", got ${JSON.stringify(rule)}`);
  const countOf = new Map<string, number>();
  const partsOf = basicRules(options);
  for (const text of typeof texts === "string" ? [texts] : texts) {
    scanBasicWords(text, partsOf, (word) => countOf.set(word, (countOf.get(word) ?? 0) + 1));
  }
  if (countOf.size === 0) throw new RangeError("texts must hold at least one word, got none");

  const characters = new Set<string>();
  const inside = new Set<string>();
  for (const word of countOf.keys()) {
    for (const [i, character] of Array.from(word).entries()) {
      characters.add(character);
      if (i > 0) inside.add(insideWord + character);
    }
  }
  const known = new Set(specialTokens);
  const start = [
    ...specialTokens,
    ...inOrder(characters),
    // One that is given as a special token already keeps that id.
    ...inOrder(inside).filter((token) => !known.has(token)),
  ];
  checkTraining({ vocabSize, minFrequency, specialTokens, start });
  const idOf = new Map(start.map((token, id) => [token, id]));
  const words = countWords(countOf, (word) =>
    Array.from(word, (character, i) => idOf.get(i === 0 ? character : insideWord + character)!),
  );
  const join = (left: string, right: string) => left + right.slice(insideWord.length);
  return learnMerges({ words, start, vocabSize, minFrequency, rule, join, onMerge });
}

/** By code point: strings compare by UTF-16 units, which puts emoji before U+E000. The last character alone differs. */
const inOrder = (tokens: Set<string>) =>
  Array.from(tokens).toSorted((a, b) => Array.from(a).at(-1)!.codePointAt(0)! - Array.from(b).at(-1)!.codePointAt(0)!);
