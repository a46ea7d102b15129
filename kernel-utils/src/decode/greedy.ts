import { argmax, type NextLogits, type TokenId } from "../core";
import { extend, type StopOptions } from "./extend";

/**
 * Continue `prompt` with the likeliest token each time (of ties, the lowest id).
 * Returns the new ids, without the prompt and without the stop token that ended them.
 * @throws RangeError for maxNewTokens, or when the model leaves no token to choose
 */
export function greedy(nextLogits: NextLogits, prompt: readonly TokenId[], options: StopOptions): TokenId[] {
  return extend(nextLogits, prompt, options, (logits) => {
    const id = argmax(logits);
    if (logits[id] === -Infinity) {
      throw new RangeError("nextLogits must hold a finite one, got -Infinity only: no token can follow");
    }
    return id;
  });
}
