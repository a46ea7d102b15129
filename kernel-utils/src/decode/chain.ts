import { inPlace } from "./inPlace";
import type { Transform } from "./types";

/**
 * One transform that applies `transforms` from left to right. Hugging Face's order: penalties, temperature, top-k, top-p.
 * logits [vocabSize] -> [vocabSize]; of no transforms, a copy
 * @throws TypeError when one of them isn't a function
 */
export function chain(...transforms: Transform[]): Transform {
  for (const [i, transform] of transforms.entries()) {
    if (typeof transform === "function") continue;
    throw new TypeError(
      `transforms[${i}] must be a function, got ${typeof transform}: chain takes what temperature(0.8) or topK(50) returns`,
    );
  }
  return inPlace((logits, ids) => {
    for (const transform of transforms) {
      const result = transform(logits, ids, logits);
      if (result !== logits) logits.set(result); // a transform that leaves `out` unused
    }
  });
}
