/**
 * What a query takes from the values, by each head for itself: softmax(q · k / sqrt(headSize)) over the keys.
 * query [embed], keys and values [embed] each, as many of the one as of the other -> [embed]
 */
export function attend(
  query: Float32Array,
  keys: readonly Float32Array[],
  values: readonly Float32Array[],
  numHeads: number,
): Float32Array {
  const headSize = query.length / numHeads;
  const scale = 1 / Math.sqrt(headSize);
  const { length } = keys;
  const mixed = new Float32Array(query.length);
  const weights = new Float64Array(length);
  for (let first = 0; first < query.length; first += headSize) {
    const end = first + headSize;
    let max = -Infinity;
    for (let t = 0; t < length; t++) {
      const score = scale * product(query, keys[t]!, first, end);
      weights[t] = score;
      if (score > max) max = score;
    }
    let sum = 0;
    for (let t = 0; t < length; t++) sum += weights[t] = Math.exp(weights[t]! - max);
    for (let t = 0; t < length; t++) {
      const value = values[t]!;
      const weight = weights[t]! / sum;
      for (let i = first; i < end; i++) mixed[i]! += weight * value[i]!;
    }
  }
  return mixed;
}

/** The sum of x[i] y[i] from `first` up to `end`, as four sums side by side: none waits for the other. */
function product(x: Float32Array, y: Float32Array, first: number, end: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = first;
  for (; i + 3 < end; i += 4) {
    a += x[i]! * y[i]!;
    b += x[i + 1]! * y[i + 1]!;
    c += x[i + 2]! * y[i + 2]!;
    d += x[i + 3]! * y[i + 3]!;
  }
  for (; i < end; i++) a += x[i]! * y[i]!;
  return a + b + (c + d);
}
