// @ts-check
import { isDeepStrictEqual } from "node:util";

/** @typedef {import("./contestant.mjs").Contestant} Contestant */

/**
 * The seconds of each contestant's runs, in their order. They run by turns, so that what else the machine does falls on all.
 * @param {readonly Contestant[]} contestants
 * @param {{ runs: number, warmUps?: number }} options
 */
export async function race(contestants, { runs, warmUps = 2 }) {
  const lanes = contestants.map((contestant) => ({ contestant, costs: /** @type {number[]} */ ([]) }));
  for (let round = 0; round < warmUps + runs; round++) {
    for (const { contestant, costs } of lanes) {
      const seconds = await contestant.run();
      if (round >= warmUps) costs.push(seconds);
    }
  }
  return lanes.map(({ contestant: { name }, costs }) => ({ name, costs }));
}

/**
 * @param {readonly Contestant[]} contestants
 * @throws {Error} when the work of one differs from the first's
 */
export function checkEqualWork(contestants) {
  const [first] = contestants;
  const other = contestants.find(({ work }) => !isDeepStrictEqual(work, first?.work));
  if (first === undefined || other === undefined) return;
  const [expected, actual] = [first, other].map(({ work }) => JSON.stringify(work));
  throw new Error(`${other.name} must do the same work as ${first.name}, got ${actual} for ${expected}`);
}
