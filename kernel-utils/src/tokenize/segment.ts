import { describeValue } from "../core";

/** Building a segmenter costs far more than using it, so each is built once. */
const segmenters = new Map<string, Intl.Segmenter>();

/** Characters looked at together: Intl.Segmenter's time for a segment grows with the length of its input. */
const windowSizes = { word: 256, sentence: 4096 };

/**
 * The segments of `text`, all of it, by Unicode's rules for `locale` (UAX #29; a dictionary for Chinese).
 * Linear in the length of `text`, where one call of Intl.Segmenter is quadratic.
 * @throws RangeError for a locale that isn't a BCP 47 tag
 */
export function segment(text: string, granularity: "word" | "sentence", locale: string): string[] {
  const segmenter = getSegmenter(granularity, locale);
  const segments: string[] = [];
  let start = 0;
  let windowSize = windowSizes[granularity];
  while (start < text.length) {
    const end = windowEnd(text, start + windowSize);
    const inWindow = Array.from(segmenter.segment(text.slice(start, end)), (data) => data.segment);
    // What follows the window may move its last two boundaries (don|'|t is one word): leave those to the next window.
    if (end < text.length) inWindow.length = Math.max(0, inWindow.length - 2);
    for (const found of inWindow) {
      segments.push(found);
      start += found.length;
    }
    // A window within one or two segments gives none: look further.
    windowSize = inWindow.length === 0 ? 2 * windowSize : windowSizes[granularity];
  }
  return segments;
}

/** `end`, or one before it where it would cut a surrogate pair in two. */
function windowEnd(text: string, end: number): number {
  if (end >= text.length) return text.length;
  return text.codePointAt(end - 1)! > 0xffff ? end - 1 : end;
}

function getSegmenter(granularity: "word" | "sentence", locale: string): Intl.Segmenter {
  const key = `${granularity} ${locale}`;
  let segmenter = segmenters.get(key);
  if (segmenter === undefined) {
    try {
      segmenter = new Intl.Segmenter(locale, { granularity });
    } catch {
      throw new RangeError(`locale must be a language tag such as "en" or "zh", got ${describeValue(locale)}`);
    }
    segmenters.set(key, segmenter);
  }
  return segmenter;
}
