import { tf } from "./tf";

/** A parameter of `shape`; each number of it is what `draw` gives next, in row order. */
export function createVariable<R extends tf.Rank>(shape: tf.ShapeMap[R], draw: () => number): tf.Variable<R> {
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, draw);
  return tf.tidy(() => tf.variable(tf.tensor(values, shape)));
}
