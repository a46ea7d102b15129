import type { TransformerEncoderLayer, VectorProducts } from "../../nn";
import { attention, type Memory } from "./attention";
import { residual } from "./residual";
import { think } from "./think";

/** A token goes through a layer: x [embed] and what the layer remembers of the text -> both after it. */
export type LayerStep = (x: Float32Array, text: Memory) => { x: Float32Array; text: Memory };

/** A causal TransformerEncoderLayer of one token at a time, with the parameters that it has now. */
export function encoderLayer(layer: TransformerEncoderLayer, product: VectorProducts): LayerStep {
  const [self, ofToken] = [attention(layer.selfAttention, product), think(layer.feedForward, product)];
  const [first, second] = [layer.norm1, layer.norm2].map((norm) => residual(norm, layer.isPreNorm));
  return (x, before) => {
    let text = before;
    const read = first!(x, (token) => {
      text = self.remember(before, token);
      return self.recall(text, token);
    });
    return { x: second!(read, ofToken), text };
  };
}
