// @ts-check

/**
 * A check that a peer learns the same.
 * @param {number} share by how much of itself a loss may differ: what float32's roundings become in so many steps
 * @returns {(contestants: readonly import("../harness/contestant.mjs").Contestant[]) => void} throws an Error where a loss is another than
 * the first contestant's
 */
export const checkLosses = (share) => (contestants) => {
  const [ours = [], ...others] = contestants.map(({ work }) => /** @type {{ losses: number[] }} */ (work).losses);
  for (const theirs of others) {
    const step = theirs.findIndex((loss, i) => !(Math.abs((ours[i] ?? NaN) - loss) <= share * loss));
    if (step >= 0)
      throw new Error(`losses must be the peer's, got ${ours[step]} for ${theirs[step]} at step ${step + 1}`);
  }
};
