/**
 * The names that a cell must not take from the libraries that run beside it: a `let` of REPL mode covers the global of
 * its name for every script of the process. Read before any cell has run.
 */
export const globalNames: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(globalThis));

/** A cell's own variable of a global's name, as the running code calls it. */
export const ownName = (name: string): string => `${name}$cell`;
