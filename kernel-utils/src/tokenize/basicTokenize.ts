// BERT's first step: from a text to words, which WordPiece then takes apart.
import { type BasicOptions, basicRules, type Part } from "./basicRules";

/**
 * The words of `text` by BERT's rules: cleaned, in lower case, without accents, split at white space, with every punctuation
 * mark and every Chinese character a word of its own. "Héllo, 北京!" -> hello | , | 北 | 京 | !
 * Source: BasicTokenizer in google-research/bert, tokenization.py; agrees with HF's BertNormalizer and BertPreTokenizer.
 */
export function basicTokenize(text: string, options: BasicOptions = {}): string[] {
  const words: string[] = [];
  scanBasicWords(text, basicRules(options), (word) => words.push(word));
  return words;
}

/** Where each character of a word comes from: [start, end) in the text. Good until the next word. */
export interface Places {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Hears of each word of `text`, in order. */
export function scanBasicWords(
  text: string,
  partsOf: (code: number) => readonly Part[],
  visit: (word: string, places: Places) => void,
): void {
  const starts: number[] = [];
  const ends: number[] = [];
  let word = "";
  let numCharacters = 0;
  const endWord = () => {
    if (numCharacters > 0) visit(word, { starts, ends });
    word = "";
    numCharacters = 0;
  };
  for (let i = 0; i < text.length;) {
    const code = text.codePointAt(i)!;
    const end = i + (code > 0xffff ? 2 : 1);
    for (const part of partsOf(code)) {
      if (part.kind !== "letter") endWord();
      if (part.kind !== "space") {
        word += part.text;
        starts[numCharacters] = i;
        ends[numCharacters++] = end;
      }
      if (part.kind === "alone") endWord();
    }
    i = end;
  }
  endWord();
}
