import type { NamedParameters } from "../../nn";

/** The numbers of parameters as they are now: training that goes on doesn't change them. */
export function snapshot<K extends string>(parameters: Pick<NamedParameters, K>): Record<K, Float32Array> {
  const entries = Object.entries(parameters) as [K, NamedParameters[string]][];
  const arrays = entries.map(([name, parameter]) => [name, Float32Array.from(parameter.dataSync())] as const);
  return Object.fromEntries(arrays) as Record<K, Float32Array>;
}
