import { checkInteger, checkNumber } from "../../core";
import type { Schedule } from "./types";

export interface WarmupCosineOptions {
  /** Steps on the way up: an integer in [0, steps]. */
  warmup: number;
  /** The last step: an integer >= 1. */
  steps: number;
  /** What is left at the last step and after, in [0, 1]; by default 0. */
  floor?: number;
}

/**
 * A factor of the learning rate: up in equal steps to 1 at step `warmup`, then down along half a cosine to `floor`.
 * step, from 1 -> a number in [0, 1]
 * @throws RangeError for a number outside its range
 * Source: Loshchilov and Hutter 2017, arXiv:1608.03983, with the warm-up of Vaswani et al. 2017, arXiv:1706.03762;
 * agrees with get_cosine_schedule_with_warmup of HF transformers 5 where the floor is 0.
 */
export function warmupCosine({ warmup, steps, floor = 0 }: WarmupCosineOptions): Schedule {
  checkInteger("steps", steps, 1);
  checkInteger("warmup", warmup, 0, steps);
  checkNumber("floor", floor);
  if (!(floor >= 0 && floor <= 1)) throw new RangeError(`floor must be in [0, 1], got ${floor}; 0.1 is usual`);
  return (step) => {
    if (step < warmup) return step / warmup;
    const done = Math.min(1, (step - warmup) / Math.max(1, steps - warmup));
    return floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * done));
  };
}
