import { checkInteger, type NextLogits, type TokenId } from "../core";

/** When decoding ends. */
export interface StopOptions {
  /** An integer >= 0: decoding ends at this many tokens. */
  readonly maxNewTokens: number;
  /** Decoding ends before any of these, such as the id of "</s>"; default none. */
  readonly stopTokens?: readonly TokenId[];
}

/** Decode token by token: `choose` picks each from the logits after all ids so far. Returns the new ids alone. */
export function extend(
  nextLogits: NextLogits,
  prompt: readonly TokenId[],
  { maxNewTokens, stopTokens = [] }: StopOptions,
  choose: (logits: Float32Array, ids: readonly TokenId[]) => TokenId,
): TokenId[] {
  checkInteger("maxNewTokens", maxNewTokens, 0);
  const ids = [...prompt];
  while (ids.length < prompt.length + maxNewTokens) {
    const id = choose(nextLogits(ids), ids);
    if (stopTokens.includes(id)) break;
    ids.push(id);
  }
  return ids.slice(prompt.length);
}
