import type { TokenId } from "../core";
import type { Smoothing } from "./types";

/**
 * Maximum likelihood: p(id | context) = count(context, id) / contextCount(context). No smoothing at all: what was never seen
 * has probability 0. After a context never seen, every probability is 0 as in nltk, and there is no next-token distribution:
 * nextLogits throws a RangeError.
 * Source: agrees with nltk.lm.MLE.
 */
export const mle: Smoothing = {
  name: "mle",
  fit: (counts, vocab) => ({
    isNormalized: true,
    prob(id, context) {
      const total = counts.contextCount(context);
      return total === 0 ? 0 : counts.count([...Array.from(context), id]) / total;
    },
    fillLogProbs(context, out) {
      const total = counts.contextCount(context);
      if (total === 0) {
        throw new RangeError(
          `context must be one that was counted, got ${describeContext(context, vocab)}, after which mle defines no probabilities: use a lower order, a shorter context, or smoothing such as kneserNey(0.75)`,
        );
      }
      out.fill(-Infinity);
      const { ids, counts: found } = counts.successors(context);
      for (let i = 0; i < ids.length; i++) out[ids[i]!] = Math.log(found[i]! / total);
    },
  }),
};

/** A context in an error message: in words where there is a vocabulary. */
function describeContext(context: ArrayLike<TokenId>, vocab: readonly string[] | undefined): string {
  const ids = Array.from(context);
  const tokens = vocab === undefined ? "" : ` “${ids.map((id) => vocab[id]).join(" ")}”`;
  return `[${ids.join(", ")}]${tokens}`;
}
