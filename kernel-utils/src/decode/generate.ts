import type { NextLogits, Rng, TokenId } from "../core";
import { extend, type StopOptions } from "./extend";
import { sample } from "./sample";
import type { Transform } from "./types";

/** How generate chooses, and when it ends. */
export interface GenerateOptions extends StopOptions {
  /** One number a token: equal seeds give equal tokens. */
  readonly rng: Rng;
  /** Applied to the logits before each choice, such as chain(temperature(0.8), topP(0.9)); default none. */
  readonly transform?: Transform;
}

/**
 * Continue `prompt` with tokens sampled from the model's distribution, transformed.
 * Returns the new ids, without the prompt and without the stop token that ended them.
 * @throws RangeError for maxNewTokens, for logits that aren't finite or -Infinity, and when no token is left to choose
 */
export function generate(
  nextLogits: NextLogits,
  prompt: readonly TokenId[],
  { rng, transform, ...stop }: GenerateOptions,
): TokenId[] {
  let out: Float32Array | undefined; // made once; the model's own array stays as it is
  return extend(nextLogits, prompt, stop, (logits, ids) => {
    if (transform === undefined) return sample(logits, rng);
    out ??= new Float32Array(logits.length);
    return sample(transform(logits, ids, out), rng);
  });
}
