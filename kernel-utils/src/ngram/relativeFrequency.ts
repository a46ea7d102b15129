import { total, type Followers } from "./interpolate";

/**
 * The share-out that keeps nothing for the shorter context: count / total, scaled by `weight`; it leaves the rest, 1 - weight.
 * Where nothing was counted, it leaves all.
 */
export function relativeFrequency(followers: Followers, shares: Float64Array, weight = 1): number {
  const { counts, start, end } = followers;
  const denominator = total(followers);
  if (denominator === 0) return 1;
  for (let node = start; node < end; node++) shares[node] = (weight * counts[node]!) / denominator;
  return 1 - weight;
}
