import { describeValue, type SeededRng } from "../../core";

/** Batches in order; or a function that gives those of an epoch, and is called again when they are used up. */
export type Batches<Batch> = Iterable<Batch> | (() => Iterable<Batch>);

/** A place in a training's batches, to come to again. */
export interface BatchPlace {
  /** Batches before it. */
  readonly numTaken: number;
  /** The epoch that the last of them is of, from 1. */
  readonly epoch: number;
  /** Where the model's rng stood when that epoch began: its order may be drawn from there too. */
  readonly rngState?: readonly number[] | undefined;
}

/** Who has read from which batches last. */
const readers = new WeakMap<object, BatchReader<unknown>>();

/**
 * Take batches from the start; or from a place on, where the reader goes on that stands there, as after a cell that was stopped and is
 * run again, or else those before are taken and left.
 * @param options.rng the model's
 * @throws TypeError for what can't be iterated; RangeError when there are not enough before the place
 */
export function openBatches<Batch>(
  batches: Batches<Batch>,
  { rng, place }: { rng?: Partial<SeededRng> | undefined; place?: BatchPlace | undefined } = {},
): BatchReader<Batch> {
  const last = place && readers.get(batches);
  const reader = last?.place.numTaken === place?.numTaken ? last : undefined;
  if (reader) reader.rng = rng;
  const opened = (reader as BatchReader<Batch> | undefined) ?? new BatchReader(batches, rng, place);
  readers.set(batches, opened);
  return opened;
}

/** Gives batch after batch, over the ends of epochs. */
export class BatchReader<Batch> {
  rng: Partial<SeededRng> | undefined;
  readonly #batches: Batches<Batch>;
  #epoch: Iterator<Batch>;
  #place: BatchPlace = { numTaken: 0, epoch: 0 };

  constructor(batches: Batches<Batch>, rng: Partial<SeededRng> | undefined, goal?: BatchPlace) {
    this.#batches = batches;
    this.rng = rng;
    this.#epoch = this.#open(goal);
    for (let i = 0; i < (goal?.numTaken ?? 0); i++) this.#next(goal);
  }

  get place(): BatchPlace {
    return this.#place;
  }

  /** The next `num`. @throws RangeError when there are no more */
  take(num: number): Batch[] {
    return Array.from({ length: num }, () => this.#next());
  }

  /** Begin an epoch; the goal's is begun as it was then. */
  #open(goal?: BatchPlace): Iterator<Batch> {
    const epoch = this.#place.epoch + 1;
    if (epoch === goal?.epoch && goal.rngState && this.rng) this.rng.state = goal.rngState;
    this.#place = { numTaken: this.#place.numTaken, epoch, rngState: this.rng?.state };
    const batches = typeof this.#batches === "function" ? this.#batches() : this.#batches;
    if (typeof batches?.[Symbol.iterator] !== "function") {
      throw new TypeError(`batches must be iterable, or a function that gives what is, got ${describeValue(batches)}`);
    }
    return batches[Symbol.iterator]();
  }

  #next(goal?: BatchPlace): Batch {
    let result = this.#epoch.next();
    const { numTaken } = this.#place;
    if (result.done && typeof this.#batches === "function" && numTaken > 0) {
      this.#epoch = this.#open(goal);
      result = this.#epoch.next();
    }
    if (result.done) {
      throw new RangeError(
        `batches must last for all steps, got ${numTaken} of them; pass a function that gives the batches of a new epoch`,
      );
    }
    this.#place = { ...this.#place, numTaken: numTaken + 1 };
    return result.value;
  }
}
