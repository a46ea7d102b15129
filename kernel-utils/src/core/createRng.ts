import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { checkInteger } from "./checks";
import type { Rng } from "./types";

/** A random sequence whose place can be read and set. */
export interface SeededRng extends Rng {
  /** Four 32-bit integers; a sequence that is given another's goes on as the other does. */
  state: readonly number[];
}

/**
 * A sequence of random numbers, uniform in [0, 1), multiples of 2^-53. Equal seeds give equal sequences on every machine.
 * @param seed an integer in [0, 2^32 - 1]
 * @throws RangeError outside; and where `state` is set to anything but four 32-bit integers
 * Source: xoroshiro128+ (Blackman and Vigna 2018, arXiv:1805.01407), by the package pure-rand.
 */
export function createRng(seed: number): SeededRng {
  checkInteger("seed", seed, 0, 2 ** 32 - 1);
  // Four words well mixed: xoroshiro's own steps are linear, so that from plain seeds 1 and 2 related sequences follow.
  let generator = xoroshiro128plusFromState([1, 2, 3, 4].map((step) => mix(seed + step * 0x9e3779b9)));
  return Object.defineProperty(() => uniformFloat64(generator), "state", {
    get: () => generator.getState(),
    set: (state: readonly number[]) => {
      generator = xoroshiro128plusFromState(checkState(state));
    },
  }) as SeededRng;
}

function checkState(state: readonly number[]): readonly number[] {
  if (Array.isArray(state) && state.length === 4 && state.every((word) => word === (word | 0))) return state;
  throw new RangeError(
    `state must be four 32-bit integers, got ${JSON.stringify(state)}; take another sequence's state`,
  );
}

/** Every bit of a 32-bit integer spread over all of them. Source: MurmurHash3's finaliser (Austin Appleby, public domain). */
function mix(bits: number): number {
  let h = bits | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
