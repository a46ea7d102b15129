import type { Rng } from "../../core";
import type { tf } from "../tf";

/** What a layer or a model learns, by name; the names of parts are joined by dots, as in "layers.0.weightHh". */
export type NamedParameters = Readonly<Record<string, tf.Variable>>;

/** Tensors by the name of the parameter that they belong to. A parameter that has none is left as it is. */
export type NamedTensors = Readonly<Record<string, tf.Tensor>>;

/** A factor of the learning rate for each step, counted from 1. */
export type Schedule = (step: number) => number;

/** What `train` can train. */
export interface Trainable<Batch> {
  readonly parameters: NamedParameters;
  /**
   * The mean loss of a batch, [], in nats a token: made in a tidy, of nothing but the parameters and the batch.
   * @param options.isTraining whether dropout drops
   */
  loss(batch: Batch, options: { isTraining: boolean }): tf.Scalar;
  /** How many tokens of a batch the loss is a mean of. Without it every batch weighs the same. */
  numTokens?(batch: Batch): number;
  /** What dropout draws from. With a `state`, as createRng's has, a checkpoint holds it. */
  readonly rng?: Rng;
}

/** Changes parameters by their gradients, and remembers what it needs for the next time. */
export interface Optimizer {
  readonly learningRate: number;
  /** Updates made so far. */
  readonly numUpdates: number;
  /** What it remembers, by name; its own, not to be disposed of. */
  readonly state: NamedTensors;
  /**
   * One update of every parameter that has a gradient.
   * @param options.factor of the learning rate, by default 1
   * @param options.scale of the gradients, by default 1: what clips them
   */
  update(parameters: NamedParameters, gradients: NamedTensors, options?: { factor?: number; scale?: number }): void;
  /** Go on from another one's `numUpdates` and `state`, of which it makes copies. */
  restore(numUpdates: number, state: NamedTensors): void;
  /** Forget, and free what it remembered. */
  dispose(): void;
}
