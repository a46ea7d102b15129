/**
 * How much two vectors point the same way: 1 for the same direction, 0 for a right angle, -1 for opposite ones.
 * @returns in [-1, 1]; 0 when one of them is all zeros, which points nowhere
 * @throws RangeError for vectors of different lengths
 */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) {
    throw new RangeError(
      `a and b must be of the same length, got ${a.length} and ${b.length}: take them from one model`,
    );
  }
  let [dot, squareA, squareB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!;
    squareA += a[i]! * a[i]!;
    squareB += b[i]! * b[i]!;
  }
  if (squareA === 0 || squareB === 0) return 0;
  return Math.max(-1, Math.min(1, dot / Math.sqrt(squareA * squareB)));
}

/** The vector of the same direction and of length 1; zeros stay zeros. */
export function scaledToLength1(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? vector.slice() : vector.map((value) => value / length);
}
