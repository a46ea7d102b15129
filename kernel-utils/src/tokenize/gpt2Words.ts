// What GPT-2 cuts a text into before it merges bytes: no merge ever joins two of these.

/**
 * English endings; letters, digits or other marks, with one space before them if there is one; white space, of which the last
 * space goes to the word after it. Source: openai/gpt-2, src/encoder.py, whose \s is Unicode's White_Space.
 */
const pattern =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/** Hears of each of GPT-2's words of `text`, in order; joined, they are the text. */
export function scanGpt2Words(text: string, visit: (word: string, start: number) => void): void {
  let start = 0;
  // Every character is matched by some branch, so that each match starts where the one before it ended.
  pattern.lastIndex = 0;
  while (start < text.length && pattern.test(text)) {
    const end = pattern.lastIndex;
    visit(text.slice(start, end), start);
    start = end;
    pattern.lastIndex = end; // `visit` may have used the pattern itself
  }
}
