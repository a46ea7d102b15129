import type { LayerNorm, TransformerDecoderLayer } from "../../nn";
import type { Affine } from "./affine";
import { attention, emptyMemory, type Memory } from "./attention";
import { normalise } from "./normalise";
import { think } from "./think";

/** A token goes through a layer: x [embed] and what the layer remembers of the text -> both after it. */
export type DecoderStep = (x: Float32Array, text: Memory) => { x: Float32Array; text: Memory };

/**
 * A TransformerDecoderLayer of one token at a time, with the parameters that it has now.
 * @param source what the encoder made of the other text, [embed] a token
 */
export function decoderLayer(layer: TransformerDecoderLayer, source: readonly Float32Array[]): DecoderStep {
  const [self, cross, ofToken] = [
    attention(layer.selfAttention),
    attention(layer.crossAttention),
    think(layer.feedForward),
  ];
  const memory = source.reduce(cross.remember, emptyMemory);
  const around = (norm: LayerNorm) => residual(normalise(norm), layer.isPreNorm);
  const [first, second, third] = [around(layer.norm1), around(layer.norm2), around(layer.norm3)];
  return (x, before) => {
    let text = before;
    const read = first(x, (token) => {
      text = self.remember(before, token);
      return self.recall(text, token);
    });
    const looked = second(read, (token) => cross.recall(memory, token));
    return { x: third(looked, ofToken), text };
  };
}

/** Pre-norm x + part(norm(x)), post-norm norm(x + part(x)). */
const residual =
  (norm: Affine, isPreNorm: boolean) =>
  (x: Float32Array, part: Affine): Float32Array => {
    const made = part(isPreNorm ? norm(x) : x);
    const sum = x.map((value, i) => value + made[i]!);
    return isPreNorm ? sum : norm(sum);
  };
