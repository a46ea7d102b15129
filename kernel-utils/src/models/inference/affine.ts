/** x [columns] -> [rows]. */
export type Affine = (x: Float32Array) => Float32Array;

/**
 * W x + b on plain arrays: for one token at a time, calls of a tensor library would take longer than the sums.
 * weight [rows, columns], bias [rows]
 */
export function affine(weight: Float32Array, bias: Float32Array): Affine {
  const rows = bias.length;
  const columns = weight.length / rows;
  const even = columns - (columns % 4);
  return (x) => {
    const y = new Float32Array(rows);
    for (let row = 0, at = 0; row < rows; row++) {
      // Four sums side by side: the processor need not wait for one to go on with the next.
      let [a, b, c, d] = [bias[row]!, 0, 0, 0];
      let i = 0;
      for (; i < even; i += 4, at += 4) {
        a += weight[at]! * x[i]!;
        b += weight[at + 1]! * x[i + 1]!;
        c += weight[at + 2]! * x[i + 2]!;
        d += weight[at + 3]! * x[i + 3]!;
      }
      for (; i < columns; i++, at++) a += weight[at]! * x[i]!;
      y[row] = a + b + (c + d);
    }
    return y;
  };
}
