// @ts-check

/**
 * A check that a peer learns the same.
 * @param {number} share by how much of itself a loss may differ: what float32's roundings become in so many steps
 * @returns {(ours: { losses: readonly number[] }, theirs: { losses: readonly number[] }) => void} throws an Error where one differs by more
 */
export const checkLosses =
  (share) =>
  ({ losses: ours }, { losses: theirs }) => {
    const step = theirs.findIndex((loss, i) => !(Math.abs((ours[i] ?? NaN) - loss) <= share * loss));
    if (step < 0) return;
    throw new Error(`losses must be the peer's, got ${ours[step]} for ${theirs[step]} at step ${step + 1}`);
  };
