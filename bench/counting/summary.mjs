// @ts-check

/**
 * What a count of trigrams came to, the same for every right one: how many different ones, how many in all, the twenty
 * highest counts, and a sum that no two counts can swap without changing it.
 * @param {Iterable<{ ids: readonly number[], count: number }>} trigrams
 */
export function summary(trigrams) {
  let total = 0;
  let checksum = 0;
  const counts = [];
  for (const { ids, count } of trigrams) {
    const hash = ids.reduce((sum, id) => (sum * 31 + id) % 1_000_003, 0);
    counts.push(count);
    total += count;
    checksum += count * count * hash;
  }
  const top = counts.toSorted((a, b) => b - a).slice(0, 20);
  return { distinct: counts.length, total, top, checksum };
}
