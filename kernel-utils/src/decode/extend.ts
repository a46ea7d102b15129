import { checkInteger, describeValue, type NextLogits, type TokenId } from "../core";
import { checkTokens } from "./checkTokens";
import type { Transform } from "./types";

/** When decoding ends. */
export interface StopOptions {
  /** An integer >= 0: decoding ends at this many tokens. */
  readonly maxNewTokens: number;
  /** An integer in [0, maxNewTokens], default 0: it doesn't end before, and no stop token is chosen. */
  readonly minNewTokens?: number;
  /** Decoding ends before any of these, such as the id of "</s>"; default none. */
  readonly stopTokens?: readonly TokenId[];
  /** Decoding ends when the new text contains one of these; the token that completes it stays. Default none. */
  readonly stopStrings?: readonly string[];
  /** What stopStrings need: it turns the new ids into text. */
  readonly tokenizer?: { decode(ids: readonly TokenId[]): string };
  /** Ends decoding before the next token by an error, the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What every way of decoding token by token takes. */
export interface DecodeOptions extends StopOptions {
  /** Applied to the logits before each choice, such as chain(temperature(0.8), topP(0.9)); default none. */
  readonly transform?: Transform;
}

/**
 * The new ids, one by one: `choose` picks each from the logits after all ids so far.
 * @throws RangeError or TypeError for the options, at once
 */
export function extend(
  nextLogits: NextLogits,
  prompt: readonly TokenId[],
  options: DecodeOptions,
  choose: (logits: Float32Array) => TokenId,
): Generator<TokenId, void, void> {
  checkStop(options);
  return steps(nextLogits, prompt, options, choose);
}

function* steps(
  nextLogits: NextLogits,
  prompt: readonly TokenId[],
  { maxNewTokens, minNewTokens = 0, stopTokens = [], stopStrings = [], tokenizer, signal, transform }: DecodeOptions,
  choose: (logits: Float32Array) => TokenId,
): Generator<TokenId, void, void> {
  const ids = [...prompt];
  let out: Float32Array | undefined; // made once; the model's own array stays as it is
  for (let num = 1; num <= maxNewTokens; num++) {
    signal?.throwIfAborted();
    let logits = nextLogits(ids);
    if (out?.length !== logits.length) out = new Float32Array(logits.length);
    if (num <= minNewTokens && stopTokens.length > 0) {
      out.set(logits);
      logits = out;
      for (const id of stopTokens) if (id < out.length) out[id] = -Infinity;
    }
    if (transform !== undefined) logits = transform(logits, ids, out);
    const id = choose(logits);
    if (stopTokens.includes(id)) return;
    ids.push(id);
    yield id;
    if (num < minNewTokens || stopStrings.length === 0) continue;
    const text = tokenizer!.decode(ids.slice(prompt.length));
    if (stopStrings.some((stop) => text.includes(stop))) return;
  }
}

function checkStop({
  maxNewTokens,
  minNewTokens = 0,
  stopTokens = [],
  stopStrings = [],
  tokenizer,
}: StopOptions): void {
  checkInteger("maxNewTokens", maxNewTokens, 0);
  checkInteger("minNewTokens", minNewTokens, 0, maxNewTokens);
  checkTokens("stopTokens", stopTokens);
  if (!Array.isArray(stopStrings)) {
    throw new TypeError(`stopStrings must be an array of strings, got ${describeValue(stopStrings)}`);
  }
  for (const [i, stop] of stopStrings.entries()) {
    if (typeof stop !== "string") throw new TypeError(`stopStrings[${i}] must be a string, got ${describeValue(stop)}`);
    if (stop === "") throw new RangeError(`stopStrings[${i}] must not be empty, got "": every text contains it`);
  }
  if (stopStrings.length > 0 && typeof tokenizer?.decode !== "function") {
    throw new TypeError(
      `tokenizer must have a function decode for stopStrings, got ${describeValue(tokenizer)}: pass the model's tokenizer`,
    );
  }
}
