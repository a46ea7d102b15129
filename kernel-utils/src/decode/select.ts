/**
 * The k-th largest of the first `size` values, k in [1, size], which it reorders so that the k largest come first; linear on
 * average.
 * Source: Hoare 1961, Algorithm 65: FIND.
 */
export function select(values: Float32Array, size: number, k: number): number {
  const target = k - 1; // its place in descending order
  let low = 0;
  let high = size - 1;
  while (low < high) {
    const pivot = values[(low + high) >>> 1]!;
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left]! > pivot) left++;
      while (values[right]! < pivot) right--;
      if (left > right) break;
      const value = values[left]!;
      values[left++] = values[right]!;
      values[right--] = value;
    }
    // Now [low, right] >= pivot >= [left, high], and what lies between is the pivot.
    if (target <= right) high = right;
    else if (target >= left) low = left;
    else break;
  }
  return values[target]!;
}
