import type { Rng } from "../core";

/** Draws uniform in [-bound, bound). */
export const uniform = (rng: Rng, bound: number) => (): number => (2 * rng() - 1) * bound;

/** Draws from the normal distribution of mean 0 and variance 1. Source: Box and Muller 1958, the cosine half. */
export const standardNormal = (rng: Rng) => (): number =>
  Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng());
