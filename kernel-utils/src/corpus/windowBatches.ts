import { checkInteger, type Rng, type TokenId } from "../core";

/** Token ids for one training step: rows of equal length, one after the other. */
export interface Batch {
  /** [batchSize, length], row by row */
  readonly inputs: Int32Array;
  /** [batchSize, length]: at each place the id that comes next */
  readonly targets: Int32Array;
  readonly batchSize: number;
  readonly length: number;
}

/**
 * Pieces of one long text, from random places, without end: how GPT is trained.
 * @param ids the text, at least length + 1 ids
 * @throws RangeError for a batchSize or length that is no integer >= 1, and a text that is too short
 */
export function windowBatches(
  ids: ArrayLike<TokenId>,
  { batchSize, length, rng }: { batchSize: number; length: number; rng: Rng },
): Generator<Batch, never> {
  checkInteger("batchSize", batchSize, 1);
  checkInteger("length", length, 1);
  if (ids.length < length + 1) {
    throw new RangeError(`ids must be at least length + 1 = ${length + 1} long, got ${ids.length}: take a longer text`);
  }
  return draw(Int32Array.from(ids), batchSize, length, rng);
}

// A function of its own, so that wrong arguments are told at the call and not at the first batch.
function* draw(text: Int32Array, batchSize: number, length: number, rng: Rng): Generator<Batch, never> {
  for (;;) {
    const inputs = new Int32Array(batchSize * length);
    const targets = new Int32Array(batchSize * length);
    for (let row = 0; row < batchSize; row++) {
      const start = Math.floor(rng() * (text.length - length));
      inputs.set(text.subarray(start, start + length), row * length);
      targets.set(text.subarray(start + 1, start + length + 1), row * length);
    }
    yield { inputs, targets, batchSize, length };
  }
}
