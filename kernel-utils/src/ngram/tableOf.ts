import type { BackoffTable } from "./backoffTable";
import type { NgramModel } from "./types";

/** @throws RangeError when `model` has no backoff table to be written by `writer` */
export function tableOf({ name, probs }: NgramModel, writer: string): BackoffTable {
  if (probs.table !== undefined) return probs.table;
  throw new RangeError(
    `model must have a backoff table for ${writer} to write, got ${name}, which reads its counts: use a smoothing that goes back to shorter contexts, such as modifiedKneserNey`,
  );
}
