import { type Rng, checkInteger } from "../core";
import { affine } from "./affine";
import { checkInput } from "./checkInput";
import { createVariable } from "./createVariable";
import { uniform } from "./distributions";
import { inUse } from "./inUse";
import { tf } from "./tf";

export interface LinearOptions {
  /** An integer >= 1. */
  inputSize: number;
  /** An integer >= 1. */
  outputSize: number;
  /** What the first weights are drawn from. */
  rng: Rng;
}

/**
 * y = x W^T + b. Weight and bias start uniform in ±1/sqrt(inputSize).
 * Agrees with torch.nn.Linear (PyTorch 2.13).
 */
export class Linear {
  readonly inputSize: number;
  readonly outputSize: number;
  /** weight [output, input], bias [output]; drawn in this order. */
  readonly parameters: { readonly weight: tf.Variable<tf.Rank.R2>; readonly bias: tf.Variable<tf.Rank.R1> };

  /** @throws RangeError if a size is no integer >= 1 */
  constructor({ inputSize, outputSize, rng }: LinearOptions) {
    checkInteger("inputSize", inputSize, 1);
    checkInteger("outputSize", outputSize, 1);
    this.inputSize = inputSize;
    this.outputSize = outputSize;
    const draw = uniform(rng, 1 / Math.sqrt(inputSize));
    this.parameters = {
      weight: createVariable<tf.Rank.R2>([outputSize, inputSize], draw),
      bias: createVariable<tf.Rank.R1>([outputSize], draw),
    };
  }

  /**
   * x [..., input] -> [..., output]. The caller owns it.
   * @throws RangeError if the last axis doesn't fit; TypeError if x isn't float32
   */
  forward(x: tf.Tensor): tf.Tensor {
    checkInput("Linear: x", x, ["...", this.inputSize]);
    const { weight, bias } = inUse("Linear", this.parameters);
    return affine(x, weight, bias);
  }

  /** Free the weights; the layer can't be used after. */
  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}
