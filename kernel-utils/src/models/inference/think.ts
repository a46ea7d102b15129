import type { Activation, FeedForward, VectorMap, VectorProducts } from "../../nn";
import { snapshot } from "./snapshot";

/** A feed-forward network of one token, [embed] -> [embed], with the parameters that it has now. */
export function think({ parameters, activation }: FeedForward, product: VectorProducts): VectorMap {
  const weights = snapshot(parameters);
  const inner = product(weights["linear1.weight"]!, weights["linear1.bias"]!);
  const outer = product(weights["linear2.weight"]!, weights["linear2.bias"]!);
  const activate = functions[activation];
  return (x) => {
    const between = inner(x);
    for (let i = 0; i < between.length; i++) between[i] = activate(between[i]!);
    return outer(between);
  };
}

const functions: Record<Activation, (x: number) => number> = {
  relu: (x) => Math.max(0, x),
  gelu: (x) => 0.5 * x * (1 + erf(x * Math.SQRT1_2)),
};

/** The error function, within 1.5e-7. Source: Abramowitz and Stegun 1964, 7.1.26. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const sum = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return Math.sign(x) * (1 - sum * Math.exp(-x * x));
}
