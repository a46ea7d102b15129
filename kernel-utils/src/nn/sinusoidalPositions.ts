import { checkInteger } from "../core";
import { tf } from "./tf";

export interface PositionsOptions {
  /** Positions there are: an integer >= 1. */
  seqLen: number;
  /** Numbers that stand for one position: an integer >= 1. */
  embedSize: number;
}

/**
 * A row of waves for each position, to be added to a token's embedding: sin(position / 10000^(i / embed)) at every even
 * i, and at i + 1 the cosine of the same angle. -> [seqLen, embed], which the caller owns.
 * @throws RangeError if a size is no integer >= 1
 * Source: Vaswani et al. 2017, arXiv:1706.03762, section 3.5.
 */
export function sinusoidalPositions({ seqLen, embedSize }: PositionsOptions): tf.Tensor2D {
  checkInteger("seqLen", seqLen, 1);
  checkInteger("embedSize", embedSize, 1);
  const values = new Float32Array(seqLen * embedSize);
  for (let position = 0; position < seqLen; position++) {
    for (let i = 0; i < embedSize; i++) {
      const angle = position / 10000 ** ((i - (i % 2)) / embedSize);
      values[position * embedSize + i] = i % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
    }
  }
  return tf.tensor2d(values, [seqLen, embedSize]);
}
