import { checkInteger, type TokenId } from "../core";
import { checkTokens } from "./checkTokens";
import { inPlace } from "./inPlace";
import type { Transform } from "./types";

/**
 * Rule out the tokens that end a text as long as it has fewer than `length` tokens, prompt included.
 * logits [vocabSize] -> [vocabSize]; ruled out entries become -Infinity
 * @param length an integer >= 0. To count new tokens alone, add the prompt's length, or use the option minNewTokens of generate.
 * @param stopTokens integers >= 0
 * @throws RangeError outside
 * Source: agrees with HF MinLengthLogitsProcessor.
 */
export function minLength(length: number, stopTokens: readonly TokenId[]): Transform {
  checkInteger("minLength", length, 0);
  checkTokens("stopTokens", stopTokens);
  return inPlace((candidates, ids) => {
    if (ids.length >= length) return;
    for (const id of stopTokens) if (id < candidates.vocabSize) candidates.logits[id] = -Infinity;
    candidates.sweep();
  });
}
