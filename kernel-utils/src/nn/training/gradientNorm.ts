import { tf } from "../tf";
import { hasKernel, numbered } from "../wasm";
import type { NamedTensors } from "./types";

/** The length of all gradients, or other tensors, put into one vector, []. The caller owns it. */
export function gradientNorm(gradients: NamedTensors): tf.Scalar {
  const tensors = Object.values(gradients);
  if (hasKernel("Norm")) return tf.engine().runKernel("Norm", numbered("x", tensors)) as tf.Scalar;
  return tf.tidy(() => {
    const squares = tensors.map((gradient) => gradient.square().sum());
    return tf.addN(squares).sqrt().asScalar();
  });
}

/**
 * The factor that makes gradients of length `norm` no longer than `clip`: 1 where they aren't.
 * Agrees with torch.nn.utils.clip_grad_norm_ (PyTorch 2.13).
 */
export const clipFactor = (norm: number, clip: number): number => Math.min(1, clip / (norm + 1e-6));
