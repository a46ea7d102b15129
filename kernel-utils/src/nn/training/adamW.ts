import { checkInteger, checkNumber } from "../../core";
import { tf } from "../tf";
import { hasKernel, numbered } from "../wasm";
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

  update(
    parameters: NamedParameters,
    gradients: NamedTensors,
    { factor = 1, scale = 1 }: { factor?: number; scale?: number } = {},
  ): void {
    const { beta1, beta2, epsilon, weightDecay, decays } = this.#options;
    const numUpdates = ++this.#numUpdates;
    const rate = this.learningRate * factor;
    const stepSize = rate / (1 - beta1 ** numUpdates);
    const correction = 1 / Math.sqrt(1 - beta2 ** numUpdates);
    const learners = Object.entries(parameters).flatMap(([name, parameter]) => {
      const gradient = gradients[name];
      if (!gradient) return [];
      const mean = this.#moment(`mean.${name}`, parameter);
      const square = this.#moment(`square.${name}`, parameter);
      return [{ parameter, gradient, mean, square, decay: decays(name) ? 1 - rate * weightDecay : 1 }];
    });
    const numbers = { meanShare: 1 - beta1, squareShare: 1 - beta2, scale, stepSize, correction, epsilon };
    tf.tidy(() => (hasKernel("AdamW") ? updateAtOnce : updateEach)(learners, numbers));
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

/** A parameter, and what goes into its update. */
interface Learner {
  parameter: tf.Variable;
  gradient: tf.Tensor;
  mean: tf.Variable;
  square: tf.Variable;
  /** What the parameter is multiplied by. */
  decay: number;
}

interface UpdateNumbers {
  meanShare: number;
  squareShare: number;
  /** What the gradients are multiplied by. */
  scale: number;
  stepSize: number;
  correction: number;
  epsilon: number;
}

function updateEach(learners: readonly Learner[], numbers: UpdateNumbers): void {
  const { meanShare, squareShare, scale, stepSize, correction, epsilon } = numbers;
  for (const { parameter, mean, square, decay, ...given } of learners) {
    const gradient = given.gradient.mul(scale);
    mean.assign(mean.add(gradient.sub(mean).mul(meanShare)));
    square.assign(square.add(gradient.square().sub(square).mul(squareShare)));
    const step = mean.div(square.sqrt().mul(correction).add(epsilon)).mul(stepSize);
    parameter.assign(parameter.mul(decay).sub(step));
  }
}

/** The same by one kernel. */
function updateAtOnce(learners: readonly Learner[], numbers: UpdateNumbers): void {
  const kinds = ["parameter", "gradient", "mean", "square"] as const;
  const inputs = kinds.map((kind) =>
    numbered(
      kind,
      learners.map((learner) => learner[kind]),
    ),
  );
  const attrs = { ...numbers, decays: learners.map(({ decay }) => decay) };
  const updated = tf
    .engine()
    .runKernel("AdamW", Object.assign({}, ...inputs) as tf.NamedTensorMap, attrs) as tf.Tensor[];
  for (const [i, { parameter, mean, square }] of learners.entries()) {
    parameter.assign(updated[3 * i]!);
    mean.assign(updated[3 * i + 1]!);
    square.assign(updated[3 * i + 2]!);
  }
}

function checkRange(name: string, value: number, rule: string, holds: boolean, remedy: string): void {
  checkNumber(name, value);
  if (!holds || value === Infinity) throw new RangeError(`${name} must be ${rule}, got ${value}; ${remedy}`);
}
