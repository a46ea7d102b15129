// @ts-check
import { isDeepStrictEqual } from "node:util";

/** @typedef {import("./contestant.mjs").Contestant} Contestant */

/** @typedef {import("./row.mjs").Measured} Measured */
/** @typedef {import("./row.mjs").Missing} Missing */

/**
 * The seconds of each contestant's runs, in their order. They run by turns, so that what else the machine does falls on all.
 * A peer that fails midway, as kernels do that lose messages, leaves the race; what it failed with is its result.
 * @param {readonly Contestant[]} contestants ours first
 * @param {{ runs: number, warmUps?: number }} options
 * @returns {Promise<[ours: Measured, ...peers: (Measured | Missing)[]]>}
 * @throws {Error} when ours fails
 */
export async function race([ours, ...peers], { runs, warmUps = 2 }) {
  if (ours === undefined) throw new RangeError("contestants must not be empty, got []: name at least ours");
  const lanes = [ours, ...peers].map((contestant) => ({ contestant, costs: /** @type {number[]} */ ([]), reason: "" }));
  for (let round = 0; round < warmUps + runs; round++) {
    for (const lane of lanes.filter(({ reason }) => reason === "")) {
      try {
        const seconds = await lane.contestant.run();
        if (round >= warmUps) lane.costs.push(seconds);
      } catch (error) {
        if (lane.contestant === ours) throw error;
        lane.reason = `it failed in run ${round + 1}: ${lastLineOf(error)}`;
      }
    }
  }
  const [first, ...others] = lanes;
  return [
    { name: ours.name, costs: first?.costs ?? [] },
    ...others.map(({ contestant: { name }, costs, reason }) => (reason === "" ? { name, costs } : { reason })),
  ];
}

/** Of a traceback its last line, which names the error. @param {unknown} error */
export const lastLineOf = (error) =>
  (error instanceof Error ? error.message : String(error)).trim().split("\n").at(-1) ?? "";

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
