import { checkInteger, type NextLogits, type Rng, type TokenId } from "../core";
import { extend, type DecodeOptions } from "./extend";
import { sample } from "./sample";

/** How generate chooses, and when it ends. */
export interface GenerateOptions extends DecodeOptions {
  /** One number a token: equal seeds give equal tokens. */
  readonly rng: Rng;
}

/**
 * Continue `prompt` with tokens sampled from the model's distribution, transformed.
 * Returns the new ids, without the prompt and without the stop token that ended them.
 * @throws RangeError or TypeError for the options, for logits that aren't finite or -Infinity, and when no token is left to
 *   choose; the signal's reason when that is aborted
 */
export function generate(nextLogits: NextLogits, prompt: readonly TokenId[], options: GenerateOptions): TokenId[] {
  return [...extend(nextLogits, prompt, options, (logits) => sample(logits, options.rng))];
}

/**
 * Several continuations of one prompt, each as `generate` gives it, with one sequence of random numbers.
 * @param options.numSamples an integer >= 1
 */
export function generateMany(
  nextLogits: NextLogits,
  prompt: readonly TokenId[],
  { numSamples, ...options }: GenerateOptions & { readonly numSamples: number },
): TokenId[][] {
  checkInteger("numSamples", numSamples, 1);
  return Array.from({ length: numSamples }, () => generate(nextLogits, prompt, options));
}

/**
 * `generate` token by token, for whoever wants to show them as they come: `for await (const id of generateStream(…))`.
 * Between tokens other work has its turn, so that an AbortSignal can end it.
 * @throws as generate does: for the options at once, for the rest when the next token is asked for
 */
export function generateStream(
  nextLogits: NextLogits,
  prompt: readonly TokenId[],
  options: GenerateOptions,
): AsyncGenerator<TokenId, void, void> {
  return inTurns(extend(nextLogits, prompt, options, (logits) => sample(logits, options.rng)));
}

async function* inTurns(ids: Iterable<TokenId>): AsyncGenerator<TokenId, void, void> {
  for (const id of ids) {
    yield id;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
