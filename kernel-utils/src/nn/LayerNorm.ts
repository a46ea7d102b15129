import { checkInteger, checkNumber } from "../core";
import { checkInput } from "./checkInput";
import { createVariable } from "./createVariable";
import { inUse } from "./inUse";
import { tf } from "./tf";
import { hasKernel } from "./wasm";

export interface LayerNormOptions {
  /** Length of the last axis: an integer >= 1. */
  size: number;
  /** Added to the variance, > 0; 1e-5 by default. */
  epsilon?: number;
}

/**
 * y = (x - mean) / sqrt(variance + epsilon) * weight + bias, mean and variance (over n, not n - 1) of the last axis.
 * The weight starts as ones, the bias as zeros.
 * Source: Ba et al. 2016, arXiv:1607.06450; agrees with torch.nn.LayerNorm (PyTorch 2.13).
 */
export class LayerNorm {
  readonly size: number;
  readonly epsilon: number;
  /** weight [size], bias [size]. */
  readonly parameters: { readonly weight: tf.Variable<tf.Rank.R1>; readonly bias: tf.Variable<tf.Rank.R1> };

  /** @throws RangeError if the size is no integer >= 1, or epsilon isn't > 0 */
  constructor({ size, epsilon = 1e-5 }: LayerNormOptions) {
    checkInteger("size", size, 1);
    checkNumber("epsilon", epsilon);
    if (!(epsilon > 0)) throw new RangeError(`epsilon must be > 0, got ${epsilon}; the usual is 1e-5`);
    this.size = size;
    this.epsilon = epsilon;
    this.parameters = {
      weight: createVariable<tf.Rank.R1>([size], () => 1),
      bias: createVariable<tf.Rank.R1>([size], () => 0),
    };
  }

  /**
   * x [..., size] -> [..., size]. The caller owns it.
   * @throws RangeError if the last axis doesn't fit; TypeError if x isn't float32
   */
  forward(x: tf.Tensor): tf.Tensor {
    checkInput("LayerNorm: x", x, ["...", this.size]);
    const { epsilon } = this;
    const { weight, bias } = inUse("LayerNorm", this.parameters);
    if (hasKernel("LayerNorm"))
      return tf.engine().runKernel("LayerNorm", { x, weight, bias }, { epsilon }) as tf.Tensor;
    return tf.tidy(() => {
      const centred = x.sub(x.mean(-1, true));
      const variance = centred.square().mean(-1, true); // [..., 1]
      return centred.mul(variance.add(epsilon).rsqrt()).mul(weight).add(bias);
    });
  }

  /** Free the weights; the layer can't be used after. */
  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}
