import { checkLogits, type TokenId } from "../core";
import type { Transform } from "./types";

/** A transform, out of what it does to an array: checks the logits and copies them to `out` first. */
export function inPlace(change: (logits: Float32Array, ids: readonly TokenId[]) => void): Transform {
  return (logits, ids = [], out = new Float32Array(logits.length)) => {
    checkLogits(logits);
    if (out.length !== logits.length) {
      throw new RangeError(`out.length must be logits.length, ${logits.length}, got ${out.length}`);
    }
    if (out !== logits) out.set(logits);
    change(out, ids);
    return out;
  };
}
