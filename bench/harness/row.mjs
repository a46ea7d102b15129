// @ts-check

/**
 * What a bench says about one comparison. A cost, so that lower is better everywhere: seconds, megabytes.
 * @typedef {object} Row
 * @property {string} name what is done
 * @property {string} unit
 * @property {number} ours the median of our runs
 * @property {string | null} peer what we are compared with and its version; null when it can't run here
 * @property {string} [reason] why it can't
 * @property {number | null} theirs the median of its runs
 * @property {number | null} ratio ours over theirs
 * @property {number} target what the ratio should not exceed
 * @property {boolean | null} holds whether it doesn't
 * @property {number} runs how many runs the medians are of
 * @property {[number, number]} spread the least and the most of ours
 *
 * A file of bench/, named as on the command line.
 * @typedef {object} Bench
 * @property {(options: BenchOptions) => Promise<Row[]>} rows
 *
 * @typedef {object} BenchOptions
 * @property {number} runs how often each contestant runs
 * @property {(line: string) => void} log says what is being done
 *
 * The costs of a contestant's runs.
 * @typedef {{ name: string, costs: readonly number[] }} Measured
 *
 * A contestant that can't run here.
 * @typedef {{ reason: string }} Missing
 */

/**
 * @param {{ name: string, unit: string, target: number }} about
 * @param {Measured} ours
 * @param {Measured | Missing} theirs
 * @returns {Row}
 */
export function toRow({ name, unit, target }, ours, theirs) {
  const measured = { runs: ours.costs.length, spread: spread(ours.costs) };
  const cost = median(ours.costs);
  if ("reason" in theirs) {
    const { reason } = theirs;
    return { name, unit, ours: cost, peer: null, reason, theirs: null, ratio: null, target, holds: null, ...measured };
  }
  const peerCost = median(theirs.costs);
  const ratio = cost / peerCost;
  const holds = ratio <= target;
  return { name, unit, ours: cost, peer: theirs.name, theirs: peerCost, ratio, target, holds, ...measured };
}

/**
 * @param {readonly number[]} values
 * @throws {RangeError} when there are none
 */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.ceil((sorted.length - 1) / 2)];
  if (lower === undefined || upper === undefined)
    throw new RangeError("values must not be empty, got []: run at least once");
  return (lower + upper) / 2;
}

/**
 * @param {readonly number[]} values
 * @returns {[number, number]}
 */
function spread(values) {
  return [Math.min(...values), Math.max(...values)];
}
