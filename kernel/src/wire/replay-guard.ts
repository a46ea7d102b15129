/** Knows the signatures that were seen, so that a message caught on its way can't be sent again. */
export interface ReplayGuard {
  /** Remember a signature. @returns whether it is new */
  isNew(signature: string): boolean;
}

/**
 * A guard that remembers the last `capacity` signatures.
 * @param capacity >= 1; jupyter_client's own is 65,536
 * @throws RangeError below 1
 */
export function createReplayGuard(capacity = 65_536): ReplayGuard {
  if (!(capacity >= 1)) throw new RangeError(`capacity must be >= 1, got ${capacity}`);
  // A Set keeps its insertion order: its first entry is the oldest.
  const seen = new Set<string>();
  return {
    isNew(signature) {
      if (seen.has(signature)) return false;
      seen.add(signature);
      if (seen.size > capacity) seen.delete(seen.values().next().value as string);
      return true;
    },
  };
}
