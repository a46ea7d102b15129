/**
 * The fewest changes, insertions and deletions that make `to` out of `from`.
 * Source: Wagner and Fischer 1974, The string-to-string correction problem.
 */
export function editDistance(from: readonly unknown[], to: readonly unknown[]): number {
  // distances[j]: from what has been read of `from` to the first j of `to`
  const distances = Uint32Array.from({ length: to.length + 1 }, (_, j) => j);
  for (const [i, item] of from.entries()) {
    let diagonal = distances[0]!; // the one of the row above, one to the left
    distances[0] = i + 1;
    for (let j = 1; j <= to.length; j++) {
      const changed = diagonal + (item === to[j - 1] ? 0 : 1);
      diagonal = distances[j]!;
      distances[j] = Math.min(changed, diagonal + 1, distances[j - 1]! + 1);
    }
  }
  return distances[to.length]!;
}
