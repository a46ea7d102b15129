const closing = /^(?:[.,;:!?…%]|[)\]}”’»]$)/u;
const opening = /[([{“‘«]$/u;
/** Marks that stand between words without spaces: sea-hawks, ago—never. */
const tight = /^[-‐‑–—/]$/u;
/** What is written without spaces: Chinese and Japanese, and the quotation marks and dashes between them. */
const wide = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef“”‘’—…]+$/u;

/**
 * Words and punctuation marks as a reader expects them: spaces between words, none before . , ; : ! ? and closing marks,
 * none after opening ones, none around dashes, none between Chinese words. Straight quotation marks open and close in turn.
 */
export function joinWords(tokens: readonly string[]): string {
  let text = "";
  let isQuoted = false; // between a straight " and the next
  let isAttached = true; // the next token follows without a space
  for (const [i, token] of tokens.entries()) {
    const isQuote = token === '"';
    const isWide = i > 0 && wide.test(token) && wide.test(tokens[i - 1]!);
    const isClosing = closing.test(token) || tight.test(token) || (isQuote && isQuoted);
    text += isAttached || isClosing || isWide ? token : ` ${token}`;
    if (isQuote) isQuoted = !isQuoted;
    isAttached = opening.test(token) || tight.test(token) || (isQuote && isQuoted);
  }
  return text;
}
