import type { LayerNorm, VectorMap } from "../../nn";
import { snapshot } from "./snapshot";

/** A layer norm of one token, [size] -> [size], with the parameters that it has now. */
export function normalise({ epsilon, parameters }: LayerNorm): VectorMap {
  const { weight, bias } = snapshot(parameters);
  const { length } = weight;
  return (x) => {
    let [mean, variance] = [0, 0];
    for (let i = 0; i < length; i++) mean += x[i]! / length;
    for (let i = 0; i < length; i++) variance += (x[i]! - mean) ** 2 / length;
    const scale = 1 / Math.sqrt(variance + epsilon);
    const y = new Float32Array(length);
    for (let i = 0; i < length; i++) y[i] = (x[i]! - mean) * scale * weight[i]! + bias[i]!;
    return y;
  };
}
