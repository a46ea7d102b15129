import { describeValue } from "../core";
import { tf } from "./tf";

/** How a tensor becomes one of a dtype. */
const conversions = { float32: "toFloat", int32: "toInt", bool: "toBool" };

/** A shape in a message: [4, 32]. */
const shapeText = (shape: readonly (number | string)[]): string => `[${shape.join(", ")}]`;

/**
 * Check an argument before arithmetic makes something else of it: our own kernels read integers as if they were floats, and
 * find other numbers where a tensor was.
 * @param expected a length or, for an axis of any length >= 1, its name; "..." at the start for any axes before the others
 * @param layer the layer and the argument, such as "RNN: x"
 * @throws TypeError if `tensor` is no tensor or has another dtype; Error if it was disposed of; RangeError that names the layer, the
 *   axis, what it must be and what it is
 */
export function checkInput(
  layer: string,
  tensor: tf.Tensor,
  expected: readonly (number | string)[],
  dtype: keyof typeof conversions = "float32",
): void {
  if (!(tensor instanceof tf.Tensor)) {
    throw new TypeError(`${layer} must be a tensor, got ${describeValue(tensor)}; make one with tf.tensor`);
  }
  if (tensor.isDisposed) throw new Error(`${layer} must be in use, got a tensor that was disposed of; keep it`);
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
  if (tensor.dtype !== dtype) {
    throw new TypeError(`${layer} must have dtype ${dtype}, got ${tensor.dtype}; use x.${conversions[dtype]}()`);
  }
}
