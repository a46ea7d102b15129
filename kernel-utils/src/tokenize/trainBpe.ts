import { byteAlphabet, byteCharacters } from "./byteCharacters";
import { checkTraining, type TrainOptions } from "./checkTraining";
import { countWords } from "./countWords";
import { scanGpt2Words } from "./gpt2Words";
import { learnMerges } from "./learnMerges";
import type { TrainedVocab } from "./types";

/**
 * Learn a byte-level BPE: start from the 256 bytes; join the pair of neighbours that occurs most, within GPT-2's words, again
 * and again. Ties go to the lowest (left id, right id).
 * Ids: the special tokens, then the bytes in GPT-2's order, then a token a merge. Fewer than vocabSize when no pair is left
 * that occurs minFrequency times. `bpeTokenizer(vocab, merges)` uses it.
 * @throws RangeError for a vocabSize under that of special tokens and bytes, a minFrequency that isn't an integer >= 1, and
 * special tokens that are empty, repeated or a byte
 * Source: Sennrich et al. 2016, arXiv:1508.07909; Radford et al. 2019 for bytes; agrees with HF's BpeTrainer.
 */
export function trainBpe(texts: string | Iterable<string>, options: TrainOptions): TrainedVocab {
  const { vocabSize, minFrequency = 1, specialTokens = [], onMerge } = options;
  const start = [...specialTokens, ...byteAlphabet];
  checkTraining({ vocabSize, minFrequency, specialTokens, start });
  const idOf = new Map(start.map((token, id) => [token, id]));
  const idOfByte = byteCharacters.map((character) => idOf.get(character)!);

  const countOf = new Map<string, number>();
  for (const text of typeof texts === "string" ? [texts] : texts) {
    scanGpt2Words(text, (word) => countOf.set(word, (countOf.get(word) ?? 0) + 1));
  }
  const encoder = new TextEncoder();
  const words = countWords(countOf, (word) => Array.from(encoder.encode(word), (byte) => idOfByte[byte]!));
  const join = (left: string, right: string) => left + right;
  return learnMerges({ words, start, vocabSize, minFrequency, rule: "frequency", join, onMerge });
}
