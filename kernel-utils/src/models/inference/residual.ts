import type { LayerNorm, VectorMap } from "../../nn";
import { normalise } from "./normalise";

/** What a part makes of a token, and the token itself: pre-norm x + part(norm(x)), post-norm norm(x + part(x)). */
export function residual(layerNorm: LayerNorm, isPreNorm: boolean): (x: Float32Array, part: VectorMap) => Float32Array {
  const norm = normalise(layerNorm);
  return (x, part) => {
    const made = part(isPreNorm ? norm(x) : x);
    for (let i = 0; i < x.length; i++) made[i]! += x[i]!;
    return isPreNorm ? made : norm(made);
  };
}
