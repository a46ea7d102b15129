/**
 * Whether all of a text is as a pattern says: `*` is any text, `?` any character, all else itself.
 * It takes no longer than the product of both lengths; a regular expression can take for ever.
 */
export function matchesGlob(text: string, pattern: string): boolean {
  const characters = [...text];
  const wanted = [...pattern];
  let at = 0;
  let next = 0;
  /** The last `*`, and the first character that it has not taken yet: only that one may have to take more. */
  let star = -1;
  let untaken = 0;
  while (at < characters.length) {
    if (wanted[next] === "*") {
      star = next;
      untaken = at;
      next += 1;
    } else if (next < wanted.length && (wanted[next] === "?" || wanted[next] === characters[at])) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      untaken += 1;
      at = untaken;
      next = star + 1;
    } else return false;
  }
  return wanted.slice(next).every((rest) => rest === "*");
}
