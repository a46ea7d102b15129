import { type Rng, checkInteger } from "../core";
import { createVariable } from "./createVariable";
import { standardNormal } from "./distributions";
import { inUse } from "./inUse";
import { tf } from "./tf";

export interface LearnedPositionsOptions {
  /** The longest sequence: an integer >= 1. */
  maxSeqLen: number;
  /** Numbers that stand for one position: an integer >= 1. */
  embedSize: number;
  /** What the first weights are drawn from. */
  rng: Rng;
}

/**
 * A row of numbers for each position, to be added to a token's embedding. The rows start as draws from the normal
 * distribution of mean 0 and variance 1, as those of torch.nn.Embedding.
 * Source: as in BERT (arXiv:1810.04805) and GPT-2.
 */
export class LearnedPositions {
  readonly maxSeqLen: number;
  readonly embedSize: number;
  /** weight [maxSeqLen, embed]. */
  readonly parameters: { readonly weight: tf.Variable<tf.Rank.R2> };

  /** @throws RangeError if a size is no integer >= 1 */
  constructor({ maxSeqLen, embedSize, rng }: LearnedPositionsOptions) {
    checkInteger("maxSeqLen", maxSeqLen, 1);
    checkInteger("embedSize", embedSize, 1);
    this.maxSeqLen = maxSeqLen;
    this.embedSize = embedSize;
    this.parameters = { weight: createVariable<tf.Rank.R2>([maxSeqLen, embedSize], standardNormal(rng)) };
  }

  /**
   * The rows of `seqLen` positions from `offset` on -> [seqLen, embed]. The caller owns it.
   * @param offset the first token's position, >= 0: how many tokens were read before
   * @throws RangeError if a position is beyond the last
   */
  forward(seqLen: number, { offset = 0 }: { offset?: number } = {}): tf.Tensor2D {
    checkInteger("offset", offset, 0, this.maxSeqLen - 1);
    checkInteger("seqLen", seqLen, 1, this.maxSeqLen - offset);
    return tf.slice(inUse("LearnedPositions", this.parameters).weight, [offset, 0], [seqLen, this.embedSize]);
  }

  /** Free the weights; the layer can't be used after. */
  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}
