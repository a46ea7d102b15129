import type { NamedParameters } from "./training/types";

/**
 * The parameters of a layer that is about to compute.
 * @throws Error where one was disposed of, before arithmetic stumbles over it
 */
export function inUse<P extends NamedParameters>(layer: string, parameters: P): P {
  if (!Object.values(parameters).some(({ isDisposed }) => isDisposed)) return parameters;
  throw new Error(`${layer} must be in use, got one whose weights were disposed of; make a new one`);
}
