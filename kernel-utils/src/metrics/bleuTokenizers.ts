/**
 * Ways to split a text into words before BLEU compares them: "13a", the one of the WMT evaluations, splits punctuation off;
 * "zh" does so and takes every Chinese character for a word; "char" takes every character; "none" splits at white space.
 */
export type BleuTokenizer = "13a" | "zh" | "char" | "none";

// Source: sacrebleu 2.6, sacrebleu/tokenizers: mteval-v13a.pl of NIST.
export const bleuTokenizers: Record<BleuTokenizer, (line: string) => string[]> = {
  "13a": (line) => splitPunctuation(` ${unescape(line)} `),
  zh: (line) => splitPunctuation(line.trim().replaceAll(chinese, " $& ")),
  char: (line) => [...line].filter((character) => character.trim() !== ""),
  none: split,
};

function split(line: string): string[] {
  return line.split(/\s+/).filter((word) => word !== "");
}

function unescape(line: string): string {
  return line
    .replaceAll("<skipped>", "")
    .replaceAll("-\n", "")
    .replaceAll("\n", " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");
}

function splitPunctuation(line: string): string[] {
  return split(
    line
      .replaceAll(/[{-~[-` -&(-+:-@/]/g, " $& ")
      .replaceAll(/([^0-9])([.,])/gu, "$1 $2 ")
      .replaceAll(/([.,])([^0-9])/gu, " $1 $2")
      .replaceAll(/([0-9])(-)/g, "$1 $2 "),
  );
}

/**
 * What sacrebleu takes for Chinese: ideographs, their radicals and strokes, full-width forms, bopomofo, symbols. 2001-2A6D and
 * 2F81-2FA1 are what its "\u20000"-"\u2a6d6" and "\u2f800"-"\u2fa1d" come to, which Python reads as four digits and a character.
 */
const chinese =
  /[\u2001-\u2a6d\u2e80-\u2fdf\u2ff0-\u303f\u3100-\u312f\u31a0-\u31bf\u31c0-\u31ef\u3200-\u4db5\u4e00-\u9fbb\uf900-\ufa2d\ufa30-\ufa6a\ufa70-\ufad9\ufe10-\ufe1f\ufe30-\ufe4f\uff00-\uffef]/g;
