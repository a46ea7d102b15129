import { tf } from "kernel-utils/nn";

/** Numbers as arraySync gives them. */
export type Nested = number | Nested[];

/** The largest absolute difference; Infinity where the shapes differ. */
export function distance(actual: tf.Tensor, expected: Nested): number {
  return tf.tidy(() => {
    const wanted = tf.tensor(expected as number[]);
    if (actual.shape.join() !== wanted.shape.join()) return Infinity;
    return tf.max(tf.abs(tf.sub(actual, wanted))).dataSync()[0]!;
  });
}
