// What BERT's basic tokenizer makes of a single character: dropped, white space, a token by itself, or part of a word.

/** How a text is cleaned before it is split. */
export interface BasicOptions {
  /** Drop control characters and U+FFFD, and make every white space a space; default true. */
  readonly cleanText?: boolean;
  /** Make every Chinese character a word; default true. */
  readonly splitChinese?: boolean;
  /** Fold capitals; default true. */
  readonly lowercase?: boolean;
  /** Drop accents: é becomes e; default: what `lowercase` is. */
  readonly stripAccents?: boolean;
}

/** What a character becomes: a part of a word, a word by itself, or an end of a word that leaves nothing. */
export interface Part {
  /** One character. */
  readonly text: string;
  readonly kind: "letter" | "alone" | "space";
}

/** Eight Unicode ranges of Chinese characters. Source: _is_chinese_char in google-research/bert, tokenization.py. */
const chineseRanges: readonly (readonly [number, number])[] = [
  [0x4e00, 0x9fff],
  [0x3400, 0x4dbf],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2b73f],
  [0x2b740, 0x2b81f],
  [0x2b820, 0x2ceaf],
  [0xf900, 0xfaff],
  [0x2f800, 0x2fa1f],
];

const isChinese = (code: number) => chineseRanges.some(([first, last]) => code >= first && code <= last);
const isWhiteSpace = /^\p{White_Space}$/u;
/** Other than tab and line breaks, which are white space. */
const isControl = /^(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]$/u;
const isNonspacingMark = /^\p{Mn}$/u;
/** $, +, <, =, >, ^, `, | and ~ are symbols to Unicode, and punctuation to BERT. */
const isPunctuation = /^[\p{P}$+<=>^`|~]$/u;

/**
 * The parts that each character becomes, by its code point. What was found is kept: texts have few distinct characters.
 * A character is looked at by itself; accents that are stripped may stand in any order.
 */
export function basicRules({
  cleanText = true,
  splitChinese = true,
  lowercase = true,
  stripAccents = lowercase,
}: BasicOptions = {}): (code: number) => readonly Part[] {
  const known = new Map<number, readonly Part[]>();

  function find(code: number): Part[] {
    // A lone surrogate is no character.
    let character = code >= 0xd800 && code <= 0xdfff ? "\ufffd" : String.fromCodePoint(code);
    if (cleanText) {
      if (character === "\ufffd" || isControl.test(character)) return [];
      if (isWhiteSpace.test(character)) return [{ text: " ", kind: "space" }];
    }
    const isAlone = splitChinese && isChinese(code);
    if (stripAccents) character = character.normalize("NFD");
    let characters = Array.from(character);
    if (stripAccents) characters = characters.filter((part) => !isNonspacingMark.test(part));
    if (lowercase) characters = characters.flatMap((part) => Array.from(part.toLowerCase()));
    return characters.map((text) => {
      if (isWhiteSpace.test(text)) return { text, kind: "space" };
      return { text, kind: isAlone || isPunctuation.test(text) ? "alone" : "letter" };
    });
  }

  return (code) => {
    let parts = known.get(code);
    if (parts === undefined) known.set(code, (parts = find(code)));
    return parts;
  };
}
