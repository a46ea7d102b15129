/** The counts of n-grams of one length the plain way, by their ids joined with spaces. */
export function naiveCounts(sentences: readonly number[][], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const sentence of sentences) {
    for (let start = 0; start + n <= sentence.length; start++) {
      const key = sentence.slice(start, start + n).join(" ");
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}
