import { checkInteger, checkNumber } from "../../core";
import { tf } from "../tf";
import type { NamedParameters, NamedTensors, Optimizer } from "./types";

export interface AdamWOptions {
  /** > 0, by default 1e-3. */
  learningRate?: number;
  /** How much of its mean gradient is kept from step to step, in [0, 1); by default .9. */
  beta1?: number;
  /** How much of its mean squared gradient is kept from step to step, in [0, 1); by default .999. */
  beta2?: number;
  /** Added to the root of the mean square, > 0; by default 1e-8. */
  epsilon?: number;
  /** What share of itself, times the learning rate, a parameter loses at each step; >= 0, by default .01. */
  weightDecay?: number;
  /** Which parameters lose it, by name; by default all do. */
  decays?: (name: string) => boolean;
}

/**
 * Adam, with weight decay apart from the gradient: each parameter goes by its mean gradient over the root of its mean
 * squared gradient, both of the recent past, so that each number of it has a step size of its own.
 * @throws RangeError for a number outside its range
 * Source: Loshchilov and Hutter 2019, arXiv:1711.05101; agrees with torch.optim.AdamW (PyTorch 2.13).
 */
export function adamW(options: AdamWOptions = {}): Optimizer {
  return new AdamW(options);
}

class AdamW implements Optimizer {
  readonly learningRate: number;
  readonly #options: Required<AdamWOptions>;
  readonly #moments = new Map<string, tf.Variable>();
  #numUpdates = 0;

  constructor(options: AdamWOptions) {
    const defaults = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 };
    const all = { ...defaults, decays: () => true, ...options };
    const { learningRate, epsilon, weightDecay } = all;
    checkRange("learningRate", learningRate, "> 0 and finite", learningRate > 0, "1e-3 is usual");
    for (const name of ["beta1", "beta2"] as const) {
      checkRange(name, all[name], "in [0, 1)", all[name] >= 0 && all[name] < 1, `${defaults[name]} is usual`);
    }
    checkRange("epsilon", epsilon, "> 0 and finite", epsilon > 0, "1e-8 is usual");
    checkRange("weightDecay", weightDecay, ">= 0 and finite", weightDecay >= 0, "0.01 is usual");
    this.#options = all;
    this.learningRate = learningRate;
  }

  get numUpdates(): number {
    return this.#numUpdates;
  }

  /** The mean gradients are called `mean.` and the parameter's name, the mean squares `square.` and the name. */
  get state(): NamedTensors {
    return Object.fromEntries(this.#moments);
  }

  update(parameters: NamedParameters, gradients: NamedTensors, { factor = 1 }: { factor?: number } = {}): void {
    const { beta1, beta2, epsilon, weightDecay, decays } = this.#options;
    const numUpdates = ++this.#numUpdates;
    const rate = this.learningRate * factor;
    const stepSize = rate / (1 - beta1 ** numUpdates);
    const correction = 1 / Math.sqrt(1 - beta2 ** numUpdates);
    for (const [name, parameter] of Object.entries(parameters)) {
      const gradient = gradients[name];
      if (!gradient) continue;
      tf.tidy(() => {
        const mean = this.#moment(`mean.${name}`, parameter);
        const square = this.#moment(`square.${name}`, parameter);
        mean.assign(mean.add(gradient.sub(mean).mul(1 - beta1)));
        square.assign(square.mul(beta2).add(gradient.square().mul(1 - beta2)));
        const decayed = decays(name) ? parameter.mul(1 - rate * weightDecay) : parameter;
        const step = mean.div(square.sqrt().mul(correction).add(epsilon)).mul(stepSize);
        parameter.assign(decayed.sub(step));
      });
    }
  }

  restore(numUpdates: number, state: NamedTensors): void {
    checkInteger("numUpdates", numUpdates, 0);
    this.dispose();
    this.#numUpdates = numUpdates;
    for (const [name, tensor] of Object.entries(state)) this.#moment(name, tensor).assign(tensor.clone());
  }

  dispose(): void {
    tf.dispose([...this.#moments.values()]);
    this.#moments.clear();
    this.#numUpdates = 0;
  }

  /** The moment of that name, at first zeros. */
  #moment(name: string, { shape }: tf.Tensor): tf.Variable {
    let moment = this.#moments.get(name);
    if (!moment) {
      moment = tf.tidy(() => tf.variable(tf.zeros(shape), false));
      this.#moments.set(name, moment);
    }
    return moment;
  }
}

function checkRange(name: string, value: number, rule: string, holds: boolean, remedy: string): void {
  checkNumber(name, value);
  if (!holds || value === Infinity) throw new RangeError(`${name} must be ${rule}, got ${value}; ${remedy}`);
}
