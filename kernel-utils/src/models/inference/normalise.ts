import type { LayerNorm } from "../../nn";
import type { Affine } from "./affine";
import { snapshot } from "./snapshot";

/** A layer norm of one token, [size] -> [size], with the parameters that it has now. */
export function normalise({ epsilon, parameters }: LayerNorm): Affine {
  const { weight, bias } = snapshot(parameters);
  return (x) => {
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
    const scale = 1 / Math.sqrt(variance + epsilon);
    return x.map((value, i) => (value - mean) * scale * weight[i]! + bias[i]!);
  };
}
