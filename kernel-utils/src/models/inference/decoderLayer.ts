import type { TransformerDecoderLayer, VectorProducts } from "../../nn";
import { attention, emptyMemory, type Memory } from "./attention";
import { residual } from "./residual";
import { think } from "./think";

/** A token goes through a layer: x [embed] and what the layer remembers of the text -> both after it. */
export type LayerStep = (x: Float32Array, text: Memory) => { x: Float32Array; text: Memory };

/**
 * A TransformerDecoderLayer of one token at a time, with the parameters that it has now.
 * @returns what makes of what the encoder made of the other text, [embed] a token, a layer that looks at it
 */
export function decoderLayer(
  layer: TransformerDecoderLayer,
  product: VectorProducts,
): (source: readonly Float32Array[]) => LayerStep {
  const [self, cross, ofToken] = [
    attention(layer.selfAttention, product),
    attention(layer.crossAttention, product),
    think(layer.feedForward, product),
  ];
  const [first, second, third] = [layer.norm1, layer.norm2, layer.norm3].map((norm) => residual(norm, layer.isPreNorm));
  return (source) => {
    const memory = source.reduce(cross.remember, emptyMemory);
    return (x, before) => {
      let text = before;
      const read = first!(x, (token) => {
        text = self.remember(before, token);
        return self.recall(text, token);
      });
      const looked = second!(read, (token) => cross.recall(memory, token));
      return { x: third!(looked, ofToken), text };
    };
  };
}
