import { checkNumber } from "../core";
import { inPlace } from "./inPlace";
import type { Transform } from "./types";

/**
 * Divide the logits by `t`: lower sharpens the distribution towards its likeliest token, 1 leaves it, higher flattens it.
 * logits [vocabSize] -> [vocabSize]
 * @param t > 0, finite; greedy decoding is the limit towards 0
 * @throws RangeError outside; by the transform, too, when a quotient is too large for a 32-bit float
 * Source: Ackley et al. 1985, A learning algorithm for Boltzmann machines; agrees with HF TemperatureLogitsWarper.
 */
export function temperature(t: number): Transform {
  checkNumber("temperature", t);
  if (t === Infinity)
    throw new RangeError("temperature must be finite, got Infinity: 1000 makes all tokens all but equal");
  if (!(t > 0)) {
    const remedy = t === 0 ? "; for greedy decoding use argmax" : "";
    throw new RangeError(`temperature must be > 0, got ${t}${remedy}`);
  }
  return inPlace(
    (candidates) => {
      if (candidates.divisor !== 1) candidates.settle(); // of another temperature
      candidates.divisor = t;
    },
    { isLazy: true },
  );
}
