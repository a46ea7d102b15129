import { changeOf, inPlace } from "./inPlace";
import type { Transform } from "./types";

/**
 * One transform that applies `transforms` from left to right, all on one array. Hugging Face's order: repetitionPenalty,
 * noRepeatNgram, minLength, temperature, topK, topP, minP, typicalP, epsilonCutoff, etaCutoff.
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
  const changes = transforms.map(changeOf);
  return inPlace(
    (candidates, ids) => {
      for (const change of changes) change(candidates, ids);
    },
    { isLazy: true },
  );
}
