import type { Rng } from "../core";

/** A copy in random order, every order as likely. Source: Fisher and Yates 1938; Durstenfeld 1964. */
export function shuffled<T>(items: readonly T[], rng: Rng): T[] {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(rng() * (last + 1));
    [copy[last], copy[other]] = [copy[other]!, copy[last]!];
  }
  return copy;
}
