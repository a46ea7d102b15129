import type { TokenId } from "../core";

/**
 * A step between a model's logits and the choice of a token, such as temperature(0.8). Tokens it rules out get -Infinity.
 * logits [vocabSize] -> [vocabSize]
 * @param logits finite or -Infinity; not changed, unless it is `out` too
 * @param ids what came before, prompt included, for transforms that look at it; default none
 * @param out where the result goes and what is returned; default a fresh array. May be `logits` itself.
 * @throws RangeError when logits are empty, NaN or +Infinity, or `out` isn't as long
 */
export type Transform = (logits: Float32Array, ids?: readonly TokenId[], out?: Float32Array) => Float32Array;

/** What transforms that cut have in common. */
export interface KeepOptions {
  /** An integer >= 1: so many stay whatever the cut says; default 1. */
  readonly minTokensToKeep?: number;
}
