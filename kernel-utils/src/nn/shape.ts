import { describeValue } from "../core";
import { tf } from "./tf";

/** A shape in a message: [4, 32]. */
const shapeText = (shape: readonly (number | string)[]): string => `[${shape.join(", ")}]`;

/**
 * Check the shape of an argument, before arithmetic makes something else of it.
 * @param expected a length or, for an axis of any length >= 1, its name
 * @param layer the layer and the argument, such as "RNN: x"
 * @throws TypeError if `tensor` is no tensor; RangeError that names the layer, the axis, what it must be and what it is
 */
export function checkShape(layer: string, tensor: tf.Tensor, expected: readonly (number | string)[]): void {
  if (!(tensor instanceof tf.Tensor)) {
    throw new TypeError(`${layer} must be a tensor, got ${describeValue(tensor)}; make one with tf.tensor`);
  }
  const { shape } = tensor;
  if (shape.length !== expected.length) {
    throw new RangeError(`${layer} must have shape ${shapeText(expected)}, got ${shapeText(shape)}; reshape it`);
  }
  for (const [axis, length] of shape.entries()) {
    const wanted = expected[axis]!;
    if (typeof wanted === "number" ? length === wanted : length >= 1) continue;
    const rule = typeof wanted === "number" ? `${wanted}` : `>= 1 (${wanted})`;
    throw new RangeError(
      `${layer} must have shape ${shapeText(expected)}: axis ${axis} must be ${rule}, got ${length} in ${shapeText(shape)}`,
    );
  }
}
