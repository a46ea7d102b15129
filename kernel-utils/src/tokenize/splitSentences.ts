import { segment } from "./segment";

/** A title's full stop ends no sentence: a name follows. */
const title = /(?:^|[\s(“‘"'—])(?:Mr|Mrs|Ms|Messrs|Dr|St|Prof|Rev|Hon|Gen|Capt|Col|Lt|Sgt|Sen|Rep|Gov)\.\s*$/;

/** Opening marks that Unicode's rules leave at the end of a sentence where no space stands before them: 你好！“ */
const openingMarks = /[\p{Ps}\p{Pi}]+$/u;

/** Between two of these a line break is no space. */
const wide = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]`;
const wideBreak = new RegExp(String.raw`(?<=${wide})\s*\n\s*(?=${wide})`, "gu");

/**
 * The sentences of `text`, in order, without the white space around them. A line break always ends one, if not told otherwise.
 * @param options.locale default "en"; "zh" and others work as well
 * @param options.hardWrapped whether lines end where they are full, as in many plain text files; default false. Then a line
 * break is a space (nothing between Chinese characters), and an empty line ends a sentence.
 * @throws RangeError for a locale that isn't a BCP 47 tag
 * Source: Unicode's sentence boundaries (UAX #29) as Intl.Segmenter gives them; English titles (Mr. Starbuck) and
 * opening quotation marks are put right after it.
 */
export function splitSentences(text: string, { locale = "en", hardWrapped = false } = {}): string[] {
  if (!hardWrapped) return sentencesOf(text, locale);
  const paragraphs = text.split(/\n\s*\n/);
  return paragraphs.flatMap((paragraph) => {
    const unwrapped = paragraph
      .trim()
      .replaceAll(wideBreak, "")
      .replaceAll(/\s*\n\s*/g, " ");
    return sentencesOf(unwrapped, locale);
  });
}

function sentencesOf(text: string, locale: string): string[] {
  const sentences: string[] = [];
  let start = ""; // of the next sentence: what the segment before it should not have ended with
  for (const found of segment(text, "sentence", locale)) {
    const candidate = start + found;
    start = title.test(candidate) && !candidate.endsWith("\n") ? candidate : (openingMarks.exec(candidate)?.[0] ?? "");
    const sentence = candidate.slice(0, candidate.length - start.length).trim();
    if (sentence !== "") sentences.push(sentence);
  }
  if (start.trim() !== "") sentences.push(start.trim());
  return sentences;
}
