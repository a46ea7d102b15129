import { checkInput } from "./checkInput";
import { Dropout } from "./Dropout";
import { FeedForward, type FeedForwardOptions } from "./FeedForward";
import { LayerNorm } from "./LayerNorm";
import {
  type AttendOptions,
  type Attended,
  type Attention,
  type NeedWeights,
  MultiHeadAttention,
} from "./MultiHeadAttention";
import { namedParameters } from "./namedParameters";
import { residual } from "./residual";
import { tf } from "./tf";
import type { NamedParameters } from "./training/types";

export interface TransformerLayerOptions extends FeedForwardOptions {
  /** Heads that look at the tokens each in its own way: an integer >= 1 that divides embedSize. */
  numHeads: number;
  /** Whether each part reads normalised numbers (GPT-2, and what trains without warm-up), or what is added up is normalised
   *  after each part (the original); by default false. */
  isPreNorm?: boolean;
}

export interface EncodeLayerOptions extends AttendOptions {
  /** Whether dropout drops; by default false. */
  isTraining?: boolean;
}

/**
 * Each token looks at the others, then thinks by itself: self-attention and a feed-forward network, each added to what it
 * reads, with layer norms. Causal, it is a layer of GPT.
 * Source: Vaswani et al. 2017, arXiv:1706.03762; pre-norm: Xiong et al. 2020, arXiv:2002.04745; agrees with
 * torch.nn.TransformerEncoderLayer (PyTorch 2.13, batch_first).
 */
export class TransformerEncoderLayer {
  readonly isPreNorm: boolean;
  /** selfAttention.inProjWeight and so on, linear1 and linear2 of the feed-forward network, norm1, norm2. */
  readonly parameters: NamedParameters;
  readonly selfAttention: MultiHeadAttention;
  readonly feedForward: FeedForward;
  readonly norm1: LayerNorm;
  readonly norm2: LayerNorm;
  readonly #dropout: Dropout;

  /** @throws RangeError as its parts do */
  constructor(options: TransformerLayerOptions) {
    const { embedSize, numHeads, dropout = 0, isPreNorm = false, rng } = options;
    this.isPreNorm = isPreNorm;
    this.#dropout = new Dropout({ p: dropout, rng });
    this.selfAttention = new MultiHeadAttention({ embedSize, numHeads, rng });
    this.feedForward = new FeedForward(options);
    this.norm1 = new LayerNorm({ size: embedSize });
    this.norm2 = new LayerNorm({ size: embedSize });
    const { selfAttention, feedForward, norm1, norm2 } = this;
    this.parameters = {
      ...namedParameters({ selfAttention }),
      ...feedForward.parameters,
      ...namedParameters({ norm1, norm2 }),
    };
  }

  /**
   * x [batch, seqLen, embed], or without the batch -> output of the same shape, and what each head looks at.
   * The caller owns both.
   * @throws RangeError if a shape doesn't fit; TypeError if the mask isn't bool, or x isn't float32
   */
  forward(x: tf.Tensor, options?: EncodeLayerOptions & NeedWeights<true>): Attention;
  forward(x: tf.Tensor, options: (EncodeLayerOptions & NeedWeights) | undefined): Attended;
  forward(x: tf.Tensor, { isTraining = false, ...asked }: EncodeLayerOptions & NeedWeights = {}): Attended {
    const axes = [...(x.rank === 3 ? ["batch"] : []), "seqLen", this.norm1.size];
    checkInput("TransformerEncoderLayer: x", x, axes);
    return tf.tidy(() => {
      const how = { isPreNorm: this.isPreNorm, dropout: this.#dropout, isTraining };
      let weights: Pick<Attended, "weights"> = {};
      const attended = residual(x, this.norm1, how, (tokens) => {
        const { output: attention, ...rest } = this.selfAttention.forward(tokens, asked);
        weights = rest;
        return attention;
      });
      const output = residual(attended, this.norm2, how, (tokens) => this.feedForward.forward(tokens, { isTraining }));
      return { output, ...weights };
    });
  }

  /** Free the weights; the layer can't be used after. */
  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}
