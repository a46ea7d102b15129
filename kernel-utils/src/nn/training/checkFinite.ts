import { tf } from "../tf";
import { gradientNorm } from "./gradientNorm";
import type { NamedParameters, NamedTensors } from "./types";

/** Where training stands when a number overflows. */
export interface Failure {
  step: number;
  loss: number;
  norm: number;
  learningRate: number;
  /** The most that the gradients' norm may be, or Infinity. */
  clip: number;
  parameters: NamedParameters;
  gradients: NamedTensors;
}

/**
 * Stop before numbers that aren't finite reach the parameters: the model stays as the last good step left it.
 * @throws RangeError that names the step, the first parameter concerned, and what may help
 */
export function checkFinite({ step, loss, norm, learningRate, clip, parameters, gradients }: Failure): void {
  if (Number.isFinite(loss) && Number.isFinite(norm)) return;
  const weight = firstNotFinite(parameters);
  const gradient = firstNotFinite(gradients);
  const where =
    weight !== undefined
      ? `; the parameter ${weight} isn't finite itself: ${remedy}`
      : `${gradient === undefined ? "" : `, and the gradient of ${gradient} isn't finite`}; the parameters are as before this step`;
  const what = Number.isFinite(loss)
    ? `gradients must stay finite, got norm ${norm}`
    : `loss must stay finite, got ${loss}`;
  throw new RangeError(
    `train: the ${what} at step ${step}${where}. Try a smaller learning rate (it is ${learningRate}),${clip === Infinity ? " `clip: 1`," : ""} or look for NaN in the batch, and for the log, root or quotient of 0 in the loss`,
  );
}

/**
 * See that an update has left the parameters finite, before they are kept: the next step's loss would tell, but there may be none.
 * @throws RangeError that names the step, the first parameter concerned, and what may help
 */
export function checkParameters({
  step,
  learningRate,
  parameters,
}: Pick<Failure, "step" | "learningRate" | "parameters">): void {
  // One number tells of all, unless it overflows itself: to look for the one that isn't finite takes longer.
  const [length] = tf.tidy(() => gradientNorm(parameters).dataSync());
  const name = Number.isFinite(length) ? undefined : firstNotFinite(parameters);
  if (name === undefined) return;
  throw new RangeError(
    `train: the parameters must stay finite, got one that isn't after step ${step}, ${name}: ${remedy}. Try a smaller learning rate (it is ${learningRate})`,
  );
}

const remedy = "load the model or a checkpoint again, or make a new one";

const firstNotFinite = (tensors: Readonly<Record<string, tf.Tensor>>): string | undefined =>
  Object.entries(tensors).find(([, tensor]) => !tensor.dataSync().every(Number.isFinite))?.[0];
