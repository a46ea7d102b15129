import { tf } from "../../nn";
import type { PaddedBatch } from "../nextTokenBatch";

/**
 * Where in a batch's rows, one below the other, the tokens stand when each sentence is read from its end; padding stays
 * where it is. Done twice, it is the order again. -> [batch * length] of dtype int32, which the caller owns.
 */
export function reversedOrder({ lengths, batchSize, length }: PaddedBatch): tf.Tensor1D {
  const places = Int32Array.from({ length: batchSize * length }, (_, i) => {
    const row = Math.floor(i / length);
    const at = i % length;
    return at < lengths[row]! ? row * length + lengths[row]! - 1 - at : i;
  });
  return tf.tensor1d(places, "int32");
}

/** Where each sentence's last token stands, [batch] of dtype int32, which the caller owns. */
export const lastPlaces = ({ lengths, length }: PaddedBatch): tf.Tensor1D =>
  tf.tensor1d(
    lengths.map((own, row) => row * length + own - 1),
    "int32",
  );
