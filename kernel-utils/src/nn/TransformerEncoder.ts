import { checkInteger } from "../core";
import { LayerNorm } from "./LayerNorm";
import type { NeedWeights } from "./MultiHeadAttention";
import { namedParameters } from "./namedParameters";
import { tf } from "./tf";
import type { NamedParameters } from "./training/types";
import {
  type EncodeLayerOptions,
  TransformerEncoderLayer,
  type TransformerLayerOptions,
} from "./TransformerEncoderLayer";

export interface TransformerOptions extends TransformerLayerOptions {
  /** An integer >= 1. */
  numLayers: number;
}

/** What comes out at the top, and what the heads of each layer look at. */
export interface TransformerOutput {
  /** [batch, seqLen, embed], or without the batch. */
  output: tf.Tensor;
  /** A tensor a layer, [batch, heads, queryLen, keyLen] each, or without the batch; none where they aren't needed. */
  weights: tf.Tensor[];
}

/**
 * Layers of TransformerEncoderLayer one above the other; with pre-norm, a layer norm at the top.
 * Agrees with torch.nn.TransformerEncoder (PyTorch 2.13), whose `norm` is that.
 */
export class TransformerEncoder {
  readonly layers: readonly TransformerEncoderLayer[];
  readonly norm: LayerNorm | undefined;
  /** layers.0.selfAttention.inProjWeight and so on, norm.weight and norm.bias. */
  readonly parameters: NamedParameters;

  /** @throws RangeError if numLayers is no integer >= 1, and as its layers do */
  constructor({ numLayers, ...options }: TransformerOptions) {
    checkInteger("numLayers", numLayers, 1);
    this.layers = Array.from({ length: numLayers }, () => new TransformerEncoderLayer(options));
    this.norm = options.isPreNorm ? new LayerNorm({ size: options.embedSize }) : undefined;
    this.parameters = namedParameters({ layers: this.layers, ...(this.norm && { norm: this.norm }) });
  }

  /**
   * x [batch, seqLen, embed], or without the batch -> output of the same shape, and each layer's weights.
   * The caller owns them.
   * @throws as TransformerEncoderLayer's forward
   */
  forward(x: tf.Tensor, options?: EncodeLayerOptions & NeedWeights): TransformerOutput {
    return tf.tidy(() => {
      let output = x;
      const weights = this.layers.flatMap((layer) => {
        const result = layer.forward(output, options);
        output = result.output;
        return result.weights ?? [];
      });
      return { output: this.norm?.forward(output) ?? output, weights };
    });
  }

  /** Free the weights; the layers can't be used after. */
  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}
