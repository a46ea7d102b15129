import { inspect } from "node:util";

/** What a module exports, by name; reading a name reads the variable. */
export type Namespace = Record<string, unknown>;

type Getters = Readonly<Record<string, () => unknown>>;

/** A namespace with nothing in it yet. It prints as a module's does: the values, not their getters. */
export function createNamespace(): Namespace {
  const namespace = Object.create(null) as Namespace;
  const shown = (_: number, options: object): string =>
    `[Module: null prototype] ${inspect({ ...namespace }, options)}`;
  Object.defineProperty(namespace, Symbol.toStringTag, { value: "Module" });
  Object.defineProperty(namespace, inspect.custom, { value: shown });
  return namespace;
}

/** Export names; those that are there already win, as a module's own do over those of an `export *`. */
export function exportTo(namespace: Namespace, getters: Getters): void {
  for (const [name, get] of Object.entries(getters))
    if (!(name in namespace)) Object.defineProperty(namespace, name, { get, enumerable: true });
}

/** Export all but the default of another module. */
export function exportAll(namespace: Namespace, other: Namespace): void {
  for (const name of Object.keys(other)) if (name !== "default") exportTo(namespace, { [name]: () => other[name] });
}

/** Export what a CommonJS module assigned: as a whole as the default, and each of its members. */
export function exportCommonJs(namespace: Namespace, exported: unknown): void {
  exportTo(namespace, { default: () => exported });
  if (typeof exported !== "object" && typeof exported !== "function") return;
  for (const name of Object.keys(exported ?? {})) exportTo(namespace, { [name]: () => (exported as Namespace)[name] });
}
