import { type Rng, checkInteger } from "../../core";
import { createVariable } from "../createVariable";
import { uniform } from "../distributions";
import type { tf } from "../tf";

export interface RecurrentOptions {
  /** Numbers that stand for one token: an integer >= 1. */
  inputSize: number;
  /** Numbers that the network remembers: an integer >= 1. */
  hiddenSize: number;
  /** What the first weights are drawn from. */
  rng: Rng;
}

/** What a recurrent layer learns: for each gate `hidden` rows, one gate below the other. */
export type RecurrentParameters = {
  /** [gates * hidden, input] */
  readonly weightIh: tf.Variable<tf.Rank.R2>;
  /** [gates * hidden, hidden] */
  readonly weightHh: tf.Variable<tf.Rank.R2>;
  /** [gates * hidden] */
  readonly biasIh: tf.Variable<tf.Rank.R1>;
  /** [gates * hidden] */
  readonly biasHh: tf.Variable<tf.Rank.R1>;
};

/**
 * Weights and biases uniform in ±1/sqrt(hiddenSize), drawn in the order of their declaration.
 * @throws RangeError if a size is no integer >= 1
 * Source: torch.nn.RNNBase.reset_parameters (PyTorch 2.13).
 */
export function recurrentParameters(
  { inputSize, hiddenSize, rng }: RecurrentOptions,
  numGates: number,
): RecurrentParameters {
  checkInteger("inputSize", inputSize, 1);
  checkInteger("hiddenSize", hiddenSize, 1);
  const draw = uniform(rng, 1 / Math.sqrt(hiddenSize));
  const rows = numGates * hiddenSize;
  return {
    weightIh: createVariable<tf.Rank.R2>([rows, inputSize], draw),
    weightHh: createVariable<tf.Rank.R2>([rows, hiddenSize], draw),
    biasIh: createVariable<tf.Rank.R1>([rows], draw),
    biasHh: createVariable<tf.Rank.R1>([rows], draw),
  };
}
