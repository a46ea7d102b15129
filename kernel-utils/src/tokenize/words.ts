import { segment } from "./segment";

/**
 * The words of `text` and its punctuation marks, each a token of its own, in order; white space is dropped.
 * "Don't go, Ishmael!" -> Don't | go | , | Ishmael | !
 * @param options.locale default "en"; Chinese is split by a dictionary under any locale
 * @param options.lowercase fold capitals, default false
 * @throws RangeError for a locale that isn't a BCP 47 tag
 * Source: Unicode's word boundaries (UAX #29) as Intl.Segmenter gives them.
 */
export function words(text: string, { locale = "en", lowercase = false } = {}): string[] {
  const folded = lowercase ? text.toLocaleLowerCase(locale) : text;
  return segment(folded, "word", locale).filter((token) => token.trim() !== "");
}
