import { checkInteger } from "../core";
import { LayerNorm } from "./LayerNorm";
import type { NeedWeights } from "./MultiHeadAttention";
import { namedParameters } from "./namedParameters";
import { tf } from "./tf";
import type { NamedParameters } from "./training/types";
import { type DecodeLayerOptions, TransformerDecoderLayer } from "./TransformerDecoderLayer";
import type { TransformerOptions, TransformerOutput } from "./TransformerEncoder";

/**
 * Layers of TransformerDecoderLayer one above the other, all with the same memory; with pre-norm, a layer norm at the top.
 * Agrees with torch.nn.TransformerDecoder (PyTorch 2.13), whose `norm` is that.
 */
export class TransformerDecoder {
  readonly layers: readonly TransformerDecoderLayer[];
  readonly norm: LayerNorm | undefined;
  /** layers.0.selfAttention.inProjWeight and so on, norm.weight and norm.bias. */
  readonly parameters: NamedParameters;

  /** @throws RangeError if numLayers is no integer >= 1, and as its layers do */
  constructor({ numLayers, ...options }: TransformerOptions) {
    checkInteger("numLayers", numLayers, 1);
    this.layers = Array.from({ length: numLayers }, () => new TransformerDecoderLayer(options));
    this.norm = options.isPreNorm ? new LayerNorm({ size: options.embedSize }) : undefined;
    this.parameters = namedParameters({ layers: this.layers, ...(this.norm && { norm: this.norm }) });
  }

  /**
   * x [batch, seqLen, embed] and memory [batch, memoryLen, embed], or both without the batch -> output of x's shape, and
   * what each layer's heads look at in the memory. The caller owns them.
   * @throws as TransformerDecoderLayer's forward
   */
  forward(x: tf.Tensor, memory: tf.Tensor, options?: DecodeLayerOptions & NeedWeights): TransformerOutput {
    return tf.tidy(() => {
      let output = x;
      const weights = this.layers.flatMap((layer) => {
        const result = layer.forward(output, memory, options);
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
