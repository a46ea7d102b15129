import { tf } from "kernel-utils/nn";

/**
 * How far the gradient of `loss` at `x` is from (loss(x + h) - loss(x - h)) / 2h, number by number: the largest absolute
 * difference. At float32 and h = 1/64 that is below 2e-3 for losses near 1 that are smooth.
 */
export function gradientError(loss: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): number {
  const step = 1 / 64;
  const values = x.dataSync();
  const lossAt = (i: number, change: number) =>
    tf.tidy(() => {
      const moved = Float32Array.from(values);
      moved[i]! += change;
      return loss(tf.tensor(moved, x.shape)).dataSync()[0]!;
    });
  const gradient = tf.tidy(() =>
    tf
      .grad((at) => loss(at))(x)
      .dataSync(),
  );
  let error = gradient.length === values.length ? 0 : Infinity;
  for (let i = 0; i < values.length; i++) {
    const expected = (lossAt(i, step) - lossAt(i, -step)) / (2 * step);
    error = Math.max(error, Math.abs(gradient[i]! - expected));
  }
  return error;
}
