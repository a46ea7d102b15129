import type { MultiHeadAttention, VectorMap, VectorProducts } from "../../nn";
import { attend } from "./attend";
import { snapshot } from "./snapshot";

/** What there is to look at: [embed] each, a key and a value a token. */
export interface Memory {
  readonly keys: readonly Float32Array[];
  readonly values: readonly Float32Array[];
}

export const emptyMemory: Memory = { keys: [], values: [] };

/** A MultiHeadAttention of one token at a time, with the parameters that it has now. */
export interface Attention {
  /** The memory and one token more, x [embed]; the memory before stays as it is. */
  remember(memory: Memory, x: Float32Array): Memory;
  /** What a token takes from the memory: x [embed] -> [embed]. */
  recall(memory: Memory, x: Float32Array): Float32Array;
}

export function attention({ embedSize, numHeads, parameters }: MultiHeadAttention, product: VectorProducts): Attention {
  const { inProjWeight, inProjBias, outProjWeight, outProjBias } = snapshot(parameters);
  const third = (i: number): VectorMap =>
    product(
      inProjWeight.subarray(i * embedSize * embedSize, (i + 1) * embedSize * embedSize),
      inProjBias.subarray(i * embedSize, (i + 1) * embedSize),
    );
  const [query, key, value, output] = [third(0), third(1), third(2), product(outProjWeight, outProjBias)];
  return {
    remember: ({ keys, values }, x) => ({ keys: [...keys, key(x)], values: [...values, value(x)] }),
    recall: ({ keys, values }, x) => output(attend(query(x), keys, values, numHeads)),
  };
}
