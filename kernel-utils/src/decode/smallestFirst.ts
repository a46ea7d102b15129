// A heap: a tree in an array in which no value is smaller than the one above it, at half its place. The smallest is at 0; taking
// a value in or putting one in the smallest's place costs a step for each level.
// Source: Williams 1964, Algorithm 232: HEAPSORT.

/** Take `value` in; the heap has `size` values before. */
export function addTo(heap: Float32Array, size: number, value: number): void {
  let place = size;
  while (place > 0) {
    const above = (place - 1) >>> 1;
    if (heap[above]! <= value) break;
    heap[place] = heap[above]!;
    place = above;
  }
  heap[place] = value;
}

/** Put `value` in the place of the smallest. */
export function replaceSmallest(heap: Float32Array, size: number, value: number): void {
  let place = 0;
  for (let below = 1; below < size; below = 2 * place + 1) {
    if (below + 1 < size && heap[below + 1]! < heap[below]!) below++;
    if (heap[below]! >= value) break;
    heap[place] = heap[below]!;
    place = below;
  }
  heap[place] = value;
}
