import { checkLogits, type TokenId } from "../core";
import { Candidates } from "./candidates";
import type { Transform } from "./types";

/** What a transform does to the candidates that are left. */
export type Change = (candidates: Candidates, ids: readonly TokenId[]) => void;

const noIds: readonly TokenId[] = [];
const changes = new WeakMap<Transform, Change>();

/**
 * A transform, out of what it changes: checks the logits and copies them to `out` first.
 * @param options.isLazy it can do with candidates that aren't settled; default false
 */
export function inPlace(change: Change, { isLazy = false }: { isLazy?: boolean } = {}): Transform {
  const ownChange: Change = isLazy
    ? change
    : (candidates, ids) => {
        candidates.settle();
        change(candidates, ids);
      };
  let candidates: Candidates | undefined; // made at the first call, and again only for another vocabulary
  const transform: Transform = (logits, ids = noIds, out = new Float32Array(logits.length)) => {
    if (logits.length === 0) checkLogits(logits);
    if (out.length !== logits.length) {
      throw new RangeError(`out.length must be logits.length, ${logits.length}, got ${out.length}`);
    }
    if (candidates?.vocabSize !== logits.length) candidates = new Candidates(logits.length);
    candidates.load(logits, out);
    ownChange(candidates, ids);
    candidates.settle();
    return out;
  };
  changes.set(transform, ownChange);
  return transform;
}

/** What a transform changes: that of `inPlace`, or, for one written by hand, calling it. */
export function changeOf(transform: Transform): Change {
  return (
    changes.get(transform) ??
    ((candidates, ids) => {
      candidates.settle();
      const { logits } = candidates;
      const result = transform(logits, ids, logits);
      if (result.length !== logits.length) {
        throw new RangeError(
          `a transform must keep the length of its logits, ${logits.length}, got ${result.length}: rule tokens out by -Infinity`,
        );
      }
      candidates.load(result, logits);
    })
  );
}
