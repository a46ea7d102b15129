import { argmax, type NextLogits, type TokenId } from "../core";
import { extend, type DecodeOptions } from "./extend";

/**
 * Continue `prompt` with the likeliest token each time (of ties, the lowest id).
 * Returns the new ids, without the prompt and without the stop token that ended them.
 * @throws RangeError or TypeError for the options, RangeError when the model or the transform leaves no token to choose
 */
export function greedy(nextLogits: NextLogits, prompt: readonly TokenId[], options: DecodeOptions): TokenId[] {
  return [...extend(nextLogits, prompt, options, likeliest)];
}

function likeliest(logits: Float32Array): TokenId {
  const id = argmax(logits);
  if (logits[id]! > -Infinity) return id;
  throw new RangeError("nextLogits must hold a finite one, got -Infinity only: no token can follow");
}
