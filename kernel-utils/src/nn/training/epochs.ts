import { describeValue } from "../../core";

/** Batches in order; or a function that gives those of an epoch, and is called again when they are used up. */
export type Batches<Batch> = Iterable<Batch> | (() => Iterable<Batch>);

/**
 * A function that gives the next `num` batches, over the ends of epochs.
 * @throws TypeError for what can't be iterated; RangeError when there are no more
 */
export function epochs<Batch>(batches: Batches<Batch>): (num: number) => Batch[] {
  const isFunction = typeof batches === "function";
  const open = (): Iterator<Batch> => {
    const epoch = isFunction ? batches() : batches;
    if (typeof epoch?.[Symbol.iterator] !== "function") {
      throw new TypeError(`batches must be iterable, or a function that gives what is, got ${describeValue(epoch)}`);
    }
    return epoch[Symbol.iterator]();
  };
  let epoch = open();
  let numTaken = 0;
  const next = (): Batch => {
    let result = epoch.next();
    if (result.done && isFunction && numTaken > 0) result = (epoch = open()).next();
    if (!result.done) {
      numTaken++;
      return result.value;
    }
    throw new RangeError(
      `batches must last for all steps, got ${numTaken} of them; pass a function that gives the batches of a new epoch`,
    );
  };
  return (num) => Array.from({ length: num }, next);
}
