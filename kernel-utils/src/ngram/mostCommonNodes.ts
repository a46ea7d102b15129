/** The indexes of the `k` largest counts, the largest first; of ties, the lowest first. */
export function mostCommonNodes(counts: Uint32Array, k: number): number[] {
  if (k === 0 || counts.length === 0) return [];
  // The k-th largest count tells which to take without sorting all of them by index.
  const ascending = counts.toSorted();
  const threshold = ascending[Math.max(0, counts.length - k)]!;
  const above: number[] = [];
  const level: number[] = [];
  for (let node = 0; node < counts.length; node++) {
    if (counts[node]! > threshold) above.push(node);
    else if (counts[node] === threshold && level.length < k) level.push(node);
  }
  above.sort((a, b) => counts[b]! - counts[a]!);
  return [...above, ...level].slice(0, k);
}
