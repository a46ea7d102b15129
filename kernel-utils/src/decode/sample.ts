import { argmax, type Rng, type TokenId } from "../core";

/**
 * A token drawn from softmax(logits). A logit of -Infinity is never drawn.
 * logits [vocabSize] -> an integer in [0, vocabSize)
 * @param rng one number of it is used: equal numbers give equal tokens
 * @throws RangeError when logits are empty, NaN, +Infinity or all -Infinity, and when rng gives a number outside [0, 1)
 */
export function sample(logits: Float32Array, rng: Rng): TokenId {
  const max = logits[argmax(logits)]!;
  if (max === -Infinity) {
    throw new RangeError(
      "logits must hold a finite one to sample from, got -Infinity only: the transforms left no token",
    );
  }
  let total = 0;
  for (let id = 0; id < logits.length; id++) if (logits[id]! > -Infinity) total += Math.exp(logits[id]! - max);
  const drawn = rng();
  if (!(drawn >= 0 && drawn < 1)) {
    throw new RangeError(`rng must give numbers in [0, 1), got ${drawn}: use createRng(seed)`);
  }
  // drawn is at most 1 - 2^-53, so that target stays below total even when rounded: the same sum as above passes it.
  const target = drawn * total;
  let cumulative = 0;
  for (let id = 0; ; id++) {
    if (logits[id] === -Infinity) continue;
    cumulative += Math.exp(logits[id]! - max);
    if (cumulative > target) return id;
  }
}
