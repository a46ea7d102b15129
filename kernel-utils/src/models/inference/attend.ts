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
  const mixed = new Float32Array(query.length);
  const { length } = keys;
  const weights = new Float64Array(length);
  for (let first = 0; first < query.length; first += headSize) {
    const end = first + headSize;
    let max = -Infinity;
    for (let t = 0; t < length; t++) {
      const key = keys[t]!;
      let score = 0;
      for (let i = first; i < end; i++) score += query[i]! * key[i]!;
      weights[t] = score * scale;
      if (weights[t]! > max) max = weights[t]!;
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
