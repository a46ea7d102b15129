import type { Smoothing } from "./types";

/**
 * Maximum likelihood: p(id | context) = count(context, id) / contextCount(context). No smoothing at all: what was never seen
 * has probability 0. After a context never seen, every probability is 0 as in nltk, and there is no next-token distribution:
 * nextLogits throws a RangeError.
 * Source: agrees with nltk.lm.MLE.
 */
export const mle: Smoothing = {
  name: "mle",
  fit: (counts) => ({
    isNormalized: true,
    prob(id, context) {
      const total = counts.contextCount(context);
      return total === 0 ? 0 : counts.count([...Array.from(context), id]) / total;
    },
    fill(context, out) {
      const total = counts.contextCount(context);
      if (total === 0) {
        throw new RangeError(
          `context must be one that was counted, got [${Array.from(context).join(", ")}], after which mle defines no probabilities: use a lower order, a shorter context, or smoothing`,
        );
      }
      out.fill(0);
      const successors = counts.successors(context);
      for (let i = 0; i < successors.ids.length; i++) out[successors.ids[i]!] = successors.counts[i]! / total;
    },
  }),
};
