import { segment } from "./segment";

/**
 * The words of `text` and its punctuation marks, each a token of its own, in order; white space is dropped.
 * "Don't go, Ishmael!" -> Don't | go | , | Ishmael | !
 * @param options.locale default "en"; Chinese is split by a dictionary under any locale
 * @param options.lowercase fold capitals, default false
 * @throws RangeError for a locale that isn't a BCP 47 tag
 * Source: Unicode's word boundaries (UAX #29) as Intl.Segmenter gives them.
 */
export function words(text: string, options: WordOptions = {}): string[] {
  return Array.from(wordsIn(text, options), ({ word }) => word);
}

/** The same words, each with its place: `text.slice(start, end)`, in UTF-16 units. */
export function* wordsIn(text: string, { locale = "en", lowercase = false }: WordOptions) {
  let start = 0;
  for (const found of segment(text, "word", locale)) {
    const end = start + found.length;
    // Folded word by word: a capital may be as long as two small letters, and places are those of the text as it stands.
    if (found.trim() !== "") yield { word: lowercase ? found.toLocaleLowerCase(locale) : found, start, end };
    start = end;
  }
}

interface WordOptions {
  readonly locale?: string;
  readonly lowercase?: boolean;
}
