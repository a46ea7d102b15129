import type { NamedParameters } from "../../nn";
import { snapshot } from "./snapshot";

/** What `make` makes of the parameters: made again only when a number of them is another than when it was made. */
export function whileUnchanged<T>(parameters: NamedParameters, make: () => T): () => T {
  let last: { numbers: Readonly<Record<string, Float32Array>>; made: T } | undefined;
  return () => {
    const numbers = snapshot(parameters);
    if (!last || !areEqual(last.numbers, numbers)) last = { numbers, made: make() };
    return last.made;
  };
}

function areEqual(a: Readonly<Record<string, Float32Array>>, b: Readonly<Record<string, Float32Array>>): boolean {
  for (const name of Object.keys(a)) {
    const [x, y] = [a[name]!, b[name]!];
    for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return false;
  }
  return true;
}
