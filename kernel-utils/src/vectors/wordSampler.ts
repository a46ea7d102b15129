import type { Rng, TokenId } from "../core";

/**
 * Draws ids as often as their counts, taken to a power, say.
 * @param power .75 in word2vec: rare words are drawn more often than they occur
 */
export function wordSampler(counts: ArrayLike<number>, power: number, rng: Rng): () => TokenId {
  const upTo = new Float64Array(counts.length);
  let total = 0;
  for (let id = 0; id < counts.length; id++) upTo[id] = total += counts[id]! ** power;
  return () => {
    const dart = rng() * total;
    let low = 0;
    let high = counts.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (upTo[middle]! <= dart) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
