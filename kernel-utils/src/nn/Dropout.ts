import { type Rng, checkNumber } from "../core";
import { tf } from "./tf";

export interface DropoutOptions {
  /** The probability that a number becomes 0, in [0, 1]: 0 drops none, 1 all. */
  p: number;
  /** What says which. */
  rng: Rng;
}

/**
 * In training each number becomes 0 with probability p, and x / (1 - p) else, so that its mean stays; otherwise x is as it was.
 * Source: Srivastava et al. 2014; as torch.nn.Dropout (PyTorch 2.13).
 */
export class Dropout {
  readonly p: number;
  readonly #rng: Rng;

  /** @throws RangeError if p is outside [0, 1] */
  constructor({ p, rng }: DropoutOptions) {
    checkNumber("p", p);
    if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be in [0, 1], got ${p}; 0.1 is usual`);
    this.p = p;
    this.#rng = rng;
  }

  /** x [...] -> [...]: a tensor of its own, which the caller owns. */
  forward(x: tf.Tensor, { isTraining }: { isTraining: boolean }): tf.Tensor {
    const { p } = this;
    if (!isTraining || p === 0) return x.clone();
    return tf.tidy(() => {
      const keep = new Float32Array(x.size);
      for (let i = 0; i < keep.length; i++) keep[i] = this.#rng() < p ? 0 : 1 / (1 - p);
      return x.mul(tf.tensor(keep, x.shape));
    });
  }
}
