import { argmax, type Rng, type TokenId } from "../core";

/**
 * A token drawn from softmax(logits). A logit of -Infinity is never drawn.
 * logits [vocabSize] -> an integer in [0, vocabSize)
 * @param rng one number of it is used: equal numbers give equal tokens
 * @throws RangeError when logits are empty, NaN, +Infinity or all -Infinity, and when rng gives a number outside [0, 1)
 */
export function sample(logits: Float32Array, rng: Rng): TokenId {
  const likeliest = argmax(logits);
  const max = logits[likeliest]!;
  if (max === -Infinity) {
    throw new RangeError(
      "logits must hold a finite one to sample from, got -Infinity only: the transforms left no token",
    );
  }
  let total = 0;
  for (let i = 0; i < logits.length; i++) total += Math.exp(logits[i]! - max);
  const drawn = rng();
  if (!(drawn >= 0 && drawn < 1))
    throw new RangeError(`rng must give numbers in [0, 1), got ${drawn}: use createRng(seed)`);
  let rest = drawn * total;
  for (let i = 0; i < logits.length; i++) {
    rest -= Math.exp(logits[i]! - max);
    if (rest < 0) return i;
  }
  return likeliest; // rounding has left a rest: a chance of about 1e-16
}
