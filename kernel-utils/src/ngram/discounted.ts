import { total, type ShareOut } from "./interpolate";
import { relativeFrequency } from "./relativeFrequency";

/** The share-out that lowers every count above 0 by `discount`; the unigrams' are left as they are, as nltk does. */
export function discounted(discount: number): ShareOut {
  return (followers, shares) => {
    if (followers.n === 1) return relativeFrequency(followers, shares);
    const { counts, start, end } = followers;
    const denominator = total(followers);
    if (denominator === 0) return 1; // continuation counts may all be 0
    let types = 0;
    for (let node = start; node < end; node++) {
      if (counts[node] === 0) continue;
      types++;
      shares[node] = (counts[node]! - discount) / denominator;
    }
    return (discount * types) / denominator;
  };
}
