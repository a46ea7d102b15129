import { ignoredTarget, tf } from "../nn";

/** Rows of equal length, as windowBatches of kernel-utils/corpus gives them. */
export interface WindowBatch {
  /** [batchSize, length], row by row */
  readonly inputs: Int32Array;
  /** [batchSize, length]: at each place the id that comes next */
  readonly targets: Int32Array;
  readonly batchSize: number;
  readonly length: number;
}

/** Sentences filled up to the longest of them, as sentenceBatches of kernel-utils/corpus gives them. */
export interface PaddedBatch {
  /** [batchSize, length], row by row */
  readonly ids: Int32Array;
  /** [batchSize]: how many ids of each row are the sentence's own */
  readonly lengths: Int32Array;
  readonly batchSize: number;
  readonly length: number;
}

/** How many next tokens a batch asks for. */
export function numNextTokens(batch: WindowBatch | PaddedBatch): number {
  if ("inputs" in batch) return batch.inputs.length;
  return batch.lengths.reduce((sum, length) => sum + length - 1, 0);
}

/**
 * What a model is given and what it shall say, [batch, seqLen] each of dtype int32; of sentences every token but the last,
 * and every token but the first, with the target -1 where a sentence has ended. The caller owns both.
 * @throws RangeError for sentences of which none has two ids
 */
export function nextTokenBatch(batch: WindowBatch | PaddedBatch): { inputs: tf.Tensor2D; targets: tf.Tensor2D } {
  if ("inputs" in batch) {
    const shape: [number, number] = [batch.batchSize, batch.length];
    return { inputs: tf.tensor2d(batch.inputs, shape, "int32"), targets: tf.tensor2d(batch.targets, shape, "int32") };
  }
  const { ids, lengths, batchSize, length } = batch;
  if (length < 2) {
    throw new RangeError(`sentences must have 2 ids or more, got ${length}; put <s> before and </s> after each`);
  }
  const seqLen = length - 1;
  const inputs = new Int32Array(batchSize * seqLen);
  const targets = new Int32Array(batchSize * seqLen).fill(ignoredTarget);
  for (let row = 0; row < batchSize; row++) {
    const first = row * length;
    inputs.set(ids.subarray(first, first + seqLen), row * seqLen);
    targets.set(ids.subarray(first + 1, first + lengths[row]!), row * seqLen);
  }
  const shape: [number, number] = [batchSize, seqLen];
  return { inputs: tf.tensor2d(inputs, shape, "int32"), targets: tf.tensor2d(targets, shape, "int32") };
}
