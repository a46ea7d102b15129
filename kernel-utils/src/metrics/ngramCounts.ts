/** A token of a text: an id, a word, a character. */
export type Token = string | number;

/** How often each n-gram comes in `tokens`; the key is its tokens, joined by a character that no token contains. */
export function ngramCounts(tokens: readonly Token[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= tokens.length; i++) {
    const key = tokens.slice(i, i + n).join("\u0000");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** How many n-grams two counts have in common: of each, the lower count. */
export function overlap(some: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>): number {
  let num = 0;
  for (const [key, count] of some) num += Math.min(count, others.get(key) ?? 0);
  return num;
}
