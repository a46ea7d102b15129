// @ts-check
// The ways to count that are compared, but for Python's.
import { countNgrams } from "kernel-utils/ngram";

/** @typedef {{ sentences: readonly Uint32Array[], vocabSize: number }} Input */

/**
 * All n-grams of 1 to 3 tokens, ready for look-ups.
 * @param {Input} input
 */
export function ours({ sentences, vocabSize }) {
  return countNgrams(sentences, { order: 3, vocabSize });
}

/**
 * What one writes first: trigrams alone, each a string of its ids.
 * @param {Input} input
 */
export function plainMap({ sentences }) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const ids of sentences) {
    for (let i = 2; i < ids.length; i++) {
      const trigram = `${ids[i - 2]} ${ids[i - 1]} ${ids[i]}`;
      counts.set(trigram, (counts.get(trigram) ?? 0) + 1);
    }
  }
  return counts;
}

/**
 * The trigrams that a method has counted.
 * @param {ReturnType<typeof ours> | ReturnType<typeof plainMap>} counts
 * @returns {Iterable<{ ids: number[], count: number }>}
 */
export function* trigramsOf(counts) {
  if (counts instanceof Map) for (const [key, count] of counts) yield { ids: key.split(" ").map(Number), count };
  else yield* counts.entries(3);
}
