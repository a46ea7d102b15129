import type { TokenId } from "../core";

/** A token that stands for no text, such as "<s>": itself, or with what it takes along. */
export type SpecialTokenOption = string | Omit<SpecialToken, "id">;

export interface SpecialToken {
  readonly id: TokenId;
  readonly token: string;
  /** Whether it takes the white space before it along; default false. */
  readonly lstrip?: boolean;
  /** Whether it takes the white space after it along; default false. */
  readonly rstrip?: boolean;
}

/** A part of a text: a special token, or text between two of them. */
export interface Section {
  readonly special?: SpecialToken;
  readonly start: number;
  readonly end: number;
}

/**
 * How to cut a text at the special tokens that are written out in it; where two start at one place, at the longer.
 * Its sections, joined, are the text.
 */
export function specialSplitter(specialTokens: readonly SpecialToken[]): (text: string) => Section[] {
  if (specialTokens.length === 0) return (text) => [{ start: 0, end: text.length }];
  const longestFirst = specialTokens.toSorted((a, b) => b.token.length - a.token.length);
  const pattern = new RegExp(longestFirst.map(patternOf).join("|"), "gu");
  return (text) => {
    const sections: Section[] = [];
    let start = 0;
    for (const match of text.matchAll(pattern)) {
      const special = longestFirst[match.slice(1).findIndex((group) => group !== undefined)]!;
      if (match.index > start) sections.push({ start, end: match.index });
      start = match.index + match[0].length;
      sections.push({ special, start: match.index, end: start });
    }
    if (start < text.length) sections.push({ start, end: text.length });
    return sections;
  };
}

/** \s has U+FEFF besides, and lacks U+0085. */
const whiteSpace = String.raw`\p{White_Space}*`;

/** A group of its own for each, so that the match tells which it is. */
function patternOf({ token, lstrip = false, rstrip = false }: SpecialToken): string {
  const literal = token.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return `(${lstrip ? whiteSpace : ""}${literal}${rstrip ? whiteSpace : ""})`;
}
