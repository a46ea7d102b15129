import type { Dropout } from "./Dropout";
import type { LayerNorm } from "./LayerNorm";
import type { tf } from "./tf";

/**
 * What a part of a transformer's layer makes of x, added to x: pre-norm x + part(norm(x)), post-norm norm(x + part(x)).
 * x [..., embed] -> [..., embed]. To be called in a tidy.
 */
export function residual(
  x: tf.Tensor,
  norm: LayerNorm,
  { isPreNorm, dropout, isTraining }: { isPreNorm: boolean; dropout: Dropout; isTraining: boolean },
  part: (x: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const sum = x.add(dropout.forward(part(isPreNorm ? norm.forward(x) : x), { isTraining }));
  return isPreNorm ? sum : norm.forward(sum);
}
