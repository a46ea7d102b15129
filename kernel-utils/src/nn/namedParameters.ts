import type { tf } from "./tf";
import type { NamedParameters } from "./training/types";

/**
 * The parameters of all parts under one roof, each called by its part's name, a dot, and its own.
 * @param parts layers by name; a list's parts are called 0, 1, …
 */
export function namedParameters(
  parts: Readonly<
    Record<string, { readonly parameters: NamedParameters } | readonly { parameters: NamedParameters }[]>
  >,
): NamedParameters {
  const named: Record<string, tf.Variable> = {};
  for (const [part, layers] of Object.entries(parts)) {
    const list = Array.isArray(layers) ? layers.map((layer, i) => [`${part}.${i}`, layer]) : [[part, layers]];
    for (const [name, layer] of list as [string, { parameters: NamedParameters }][]) {
      for (const [own, parameter] of Object.entries(layer.parameters)) named[`${name}.${own}`] = parameter;
    }
  }
  return named;
}
