import { checkInput } from "./checkInput";
import { Dropout } from "./Dropout";
import { FeedForward } from "./FeedForward";
import { LayerNorm } from "./LayerNorm";
import { type Attended, type Attention, type NeedWeights, MultiHeadAttention } from "./MultiHeadAttention";
import { namedParameters } from "./namedParameters";
import { residual } from "./residual";
import { tf } from "./tf";
import type { NamedParameters } from "./training/types";
import type { TransformerLayerOptions } from "./TransformerEncoderLayer";

export interface DecodeLayerOptions {
  /** [batch, seqLen], or [seqLen] without a batch, of dtype bool: true for a token of the text itself that is padding. */
  paddingMask?: tf.Tensor;
  /** [batch, memoryLen], likewise for the memory. */
  memoryPaddingMask?: tf.Tensor;
  /** Whether dropout drops; by default false. */
  isTraining?: boolean;
}

/**
 * Each token looks at itself and those before, then at another text, the memory that an encoder made, then thinks by
 * itself: causal self-attention, cross-attention and a feed-forward network, each added to what it reads.
 * Source: Vaswani et al. 2017, arXiv:1706.03762; agrees with torch.nn.TransformerDecoderLayer (PyTorch 2.13, batch_first).
 */
export class TransformerDecoderLayer {
  readonly isPreNorm: boolean;
  /** selfAttention and crossAttention, linear1 and linear2 of the feed-forward network, norm1, norm2, norm3. */
  readonly parameters: NamedParameters;
  readonly selfAttention: MultiHeadAttention;
  readonly crossAttention: MultiHeadAttention;
  readonly feedForward: FeedForward;
  readonly norm1: LayerNorm;
  readonly norm2: LayerNorm;
  readonly norm3: LayerNorm;
  readonly #dropout: Dropout;

  /** @throws RangeError as its parts do */
  constructor(options: TransformerLayerOptions) {
    const { embedSize, numHeads, dropout = 0, isPreNorm = false, rng } = options;
    this.isPreNorm = isPreNorm;
    this.#dropout = new Dropout({ p: dropout, rng });
    this.selfAttention = new MultiHeadAttention({ embedSize, numHeads, rng });
    this.crossAttention = new MultiHeadAttention({ embedSize, numHeads, rng });
    this.feedForward = new FeedForward(options);
    this.norm1 = new LayerNorm({ size: embedSize });
    this.norm2 = new LayerNorm({ size: embedSize });
    this.norm3 = new LayerNorm({ size: embedSize });
    const { selfAttention, crossAttention, feedForward, norm1, norm2, norm3 } = this;
    this.parameters = {
      ...namedParameters({ selfAttention, crossAttention }),
      ...feedForward.parameters,
      ...namedParameters({ norm1, norm2, norm3 }),
    };
  }

  /**
   * x [batch, seqLen, embed] and memory [batch, memoryLen, embed], or both without the batch -> output, of x's shape, and
   * weights: what each head looks at in the memory, [batch, heads, seqLen, memoryLen]. The caller owns both.
   * @throws RangeError if a shape doesn't fit; TypeError if a mask isn't bool, or another tensor isn't float32
   */
  forward(x: tf.Tensor, memory: tf.Tensor, options?: DecodeLayerOptions & NeedWeights<true>): Attention;
  forward(x: tf.Tensor, memory: tf.Tensor, options: (DecodeLayerOptions & NeedWeights) | undefined): Attended;
  forward(
    x: tf.Tensor,
    memory: tf.Tensor,
    { paddingMask, memoryPaddingMask, isTraining = false, ...asked }: DecodeLayerOptions & NeedWeights = {},
  ): Attended {
    const layer = "TransformerDecoderLayer";
    const [isBatch, embedSize] = [x.rank === 3, this.norm1.size];
    checkInput(`${layer}: x`, x, [...(isBatch ? ["batch"] : []), "seqLen", embedSize]);
    const batch = isBatch ? [x.shape[0]!] : [];
    checkInput(`${layer}: memory`, memory, [...batch, "memoryLen", embedSize]);
    if (memoryPaddingMask) {
      checkInput(`${layer}: memoryPaddingMask`, memoryPaddingMask, [...batch, memory.shape.at(-2)!], "bool");
    }
    return tf.tidy(() => {
      const how = { isPreNorm: this.isPreNorm, dropout: this.#dropout, isTraining };
      const read = residual(
        x,
        this.norm1,
        how,
        (tokens) => this.selfAttention.forward(tokens, { isCausal: true, paddingMask, needWeights: false }).output,
      );
      let weights: Pick<Attended, "weights"> = {};
      const attended = residual(read, this.norm2, how, (tokens) => {
        const masks = { key: memory, paddingMask: memoryPaddingMask, ...asked };
        const { output: attention, ...rest } = this.crossAttention.forward(tokens, masks);
        weights = rest;
        return attention;
      });
      const output = residual(attended, this.norm3, how, (tokens) => this.feedForward.forward(tokens, { isTraining }));
      return { output, ...weights };
    });
  }

  /** Free the weights; the layer can't be used after. */
  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}
