import { type Rng, describeValue } from "../core";
import { Dropout } from "./Dropout";
import { gelu } from "./gelu";
import { Linear } from "./Linear";
import { namedParameters } from "./namedParameters";
import { tf } from "./tf";
import type { NamedParameters } from "./training/types";

/** What comes between the two projections. */
export type Activation = "relu" | "gelu";

export interface FeedForwardOptions {
  /** Numbers that stand for one token: an integer >= 1. */
  embedSize: number;
  /** Numbers between the two projections: an integer >= 1, by default 4 embedSize. */
  feedForwardSize?: number;
  /** By default "relu". */
  activation?: Activation;
  /** What share of the numbers between is dropped in training, in [0, 1]; by default 0. */
  dropout?: number;
  /** What the first weights, and what is dropped, are drawn from. */
  rng: Rng;
}

const activations: Record<Activation, (x: tf.Tensor) => tf.Tensor> = { relu: (x) => x.relu(), gelu };

/** y = W2 activation(W1 x + b1) + b2: what a transformer's layer does with each token by itself. */
export class FeedForward {
  /** linear1.weight [feedForward, embed] and linear1.bias; linear2.weight [embed, feedForward] and linear2.bias. */
  readonly parameters: NamedParameters;
  readonly activation: Activation;
  readonly #linear1: Linear;
  readonly #linear2: Linear;
  readonly #dropout: Dropout;

  /** @throws RangeError if a size is no integer >= 1, an activation is unknown, or a dropout is outside [0, 1] */
  constructor(options: FeedForwardOptions) {
    const { embedSize, feedForwardSize = 4 * embedSize, activation = "relu", dropout = 0, rng } = options;
    if (!Object.hasOwn(activations, activation)) {
      throw new RangeError(
        `activation must be one of ${Object.keys(activations).join(", ")}, got ${describeValue(activation)}`,
      );
    }
    this.activation = activation;
    this.#dropout = new Dropout({ p: dropout, rng });
    this.#linear1 = new Linear({ inputSize: embedSize, outputSize: feedForwardSize, rng });
    this.#linear2 = new Linear({ inputSize: feedForwardSize, outputSize: embedSize, rng });
    this.parameters = namedParameters({ linear1: this.#linear1, linear2: this.#linear2 });
  }

  /** x [..., embed] -> [..., embed]. The caller owns it. @throws RangeError if the last axis doesn't fit */
  forward(x: tf.Tensor, { isTraining = false }: { isTraining?: boolean } = {}): tf.Tensor {
    return tf.tidy(() => {
      const inner = activations[this.activation](this.#linear1.forward(x)); // [..., feedForward]
      return this.#linear2.forward(this.#dropout.forward(inner, { isTraining }));
    });
  }

  /** Free the weights; the layer can't be used after. */
  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}
