import { describeValue } from "../core";
import { tf } from "./tf";

/** A shape in a message: [4, 32]. */
const shapeText = (shape: readonly (number | string)[]): string => `[${shape.join(", ")}]`;

/**
 * Check the shape of an argument, before arithmetic makes something else of it.
 * @param expected a length or, for an axis of any length >= 1, its name; "..." at the start for any axes before the others
 * @param layer the layer and the argument, such as "RNN: x"
 * @throws TypeError if `tensor` is no tensor; RangeError that names the layer, the axis, what it must be and what it is
 */
export function checkShape(layer: string, tensor: tf.Tensor, expected: readonly (number | string)[]): void {
  if (!(tensor instanceof tf.Tensor)) {
    throw new TypeError(`${layer} must be a tensor, got ${describeValue(tensor)}; make one with tf.tensor`);
  }
  const { shape } = tensor;
  const isOpen = expected[0] === "...";
  const fixed = isOpen ? expected.slice(1) : expected;
  const before = shape.length - fixed.length;
  if (isOpen ? before < 0 : before !== 0) {
    throw new RangeError(`${layer} must have shape ${shapeText(expected)}, got ${shapeText(shape)}; reshape it`);
  }
  for (const [axis, length] of shape.entries()) {
    const wanted = fixed[axis - before] ?? "any length";
    if (typeof wanted === "number" ? length === wanted : length >= 1) continue;
    const rule = typeof wanted === "number" ? `${wanted}` : `>= 1 (${wanted})`;
    throw new RangeError(
      `${layer} must have shape ${shapeText(expected)}: axis ${axis} must be ${rule}, got ${length} in ${shapeText(shape)}`,
    );
  }
}
