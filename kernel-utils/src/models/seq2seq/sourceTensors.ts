import type { TokenId } from "../../core";
import { tf } from "../../nn";
import type { PaddedBatch } from "../nextTokenBatch";

/** The ids of padded sentences, [batch, length] of dtype int32. The caller owns it. */
export const idsOf = ({ ids, batchSize, length }: PaddedBatch): tf.Tensor2D =>
  tf.tensor2d(ids, [batchSize, length], "int32");

/** Where they are padding, [batch, length] of dtype bool, which the caller owns; undefined where they are nowhere. */
export function paddingOf({ lengths, batchSize, length }: PaddedBatch): tf.Tensor2D | undefined {
  if (lengths.every((own) => own === length)) return undefined;
  const isPadding = Uint8Array.from({ length: batchSize * length }, (_, i) =>
    i % length >= lengths[Math.floor(i / length)]! ? 1 : 0,
  );
  return tf.tensor2d(isPadding, [batchSize, length], "bool");
}

/** One sentence as a batch. @throws RangeError when it is empty */
export function batchOfOne(name: string, sentence: readonly TokenId[]): PaddedBatch {
  const { length } = sentence;
  if (length === 0) throw new RangeError(`${name} must not be empty, got []; give it one token at least`);
  return { ids: Int32Array.from(sentence), lengths: Int32Array.of(length), batchSize: 1, length };
}
