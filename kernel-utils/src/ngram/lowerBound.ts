/** The first index in [start, end) whose value is at least `value`, else end. `sorted` ascends in that range. */
export function lowerBound(sorted: Uint32Array, value: number, start: number, end: number): number {
  while (start < end) {
    const middle = (start + end) >>> 1;
    if (sorted[middle]! < value) start = middle + 1;
    else end = middle;
  }
  return start;
}
