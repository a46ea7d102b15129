import { backoffTable, type BackoffLevel, type BackoffTable } from "./backoffTable";
import type { ModelLevel } from "./modelTrie";

/** The n-grams that follow one context: counts[start] to counts[end - 1], some of which may be 0, of n tokens each. */
export interface Followers {
  readonly n: number;
  readonly counts: Uint32Array;
  readonly start: number;
  readonly end: number;
}

/**
 * How one context divides its probability. It writes the share of each of its followers, alpha, to `shares` at the same
 * indexes as their counts, and returns gamma, what it leaves to the shorter context: together they are 1.
 */
export type ShareOut = (followers: Followers, shares: Float64Array) => number;

/**
 * The interpolated model that a rule makes of the counts, order by order from the shortest:
 *
 *     p(w | context) = alpha(context w) + gamma(context) · p(w | context without its first token)
 *
 * A context that no count follows leaves all to the shorter one. Below the unigrams stands the uniform distribution.
 * @param trie the levels 0 to order
 * @param options.countsOf the counts that the rule sees: by default the n-grams' own
 * @param options.uniformProb of each token in the uniform distribution, default 1 / vocabSize
 * Source: Chen and Goodman 1998, An Empirical Study of Smoothing Techniques for Language Modeling, section 2.
 */
export function interpolate(
  trie: readonly ModelLevel[],
  shareOut: ShareOut,
  {
    countsOf = (n: number) => trie[n]!.counts,
    uniformProb = 1 / trie[1]!.ids.length,
  }: { countsOf?: (n: number) => Uint32Array; uniformProb?: number } = {},
): BackoffTable {
  const order = trie.length - 1;
  const levels: BackoffLevel[] = [];
  let contextProbs = Float64Array.of(uniformProb);
  for (let n = 1; n <= order; n++) {
    const { ids, childStarts } = trie[n - 1]!;
    const { suffixes } = trie[n]!;
    const counts = countsOf(n);
    const probs = new Float64Array(counts.length);
    const backoffs = new Float64Array(ids.length).fill(1);
    for (let context = 0; context < ids.length; context++) {
      const [start, end] = [childStarts[context]!, childStarts[context + 1]!];
      if (start === end) continue;
      const gamma = (backoffs[context] = shareOut({ n, counts, start, end }, probs));
      for (let node = start; node < end; node++) probs[node]! += gamma * contextProbs[suffixes[node]!]!;
    }
    levels.push({ ids, childStarts, probs: contextProbs, backoffs });
    contextProbs = probs;
  }
  const { ids, childStarts } = trie[order]!;
  levels.push({ ids, childStarts, probs: contextProbs, backoffs: new Float64Array(0) });
  return backoffTable(levels);
}

/** What the counts of some followers sum to. */
export function total({ counts, start, end }: Followers): number {
  let sum = 0;
  for (let node = start; node < end; node++) sum += counts[node]!;
  return sum;
}
