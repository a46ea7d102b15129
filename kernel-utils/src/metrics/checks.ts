import { describeValue } from "../core";

/**
 * @throws TypeError when one isn't an array
 * @throws RangeError when they aren't of one length, or empty
 */
export function checkPairs(
  name: string,
  values: readonly unknown[],
  otherName: string,
  others: readonly unknown[],
): void {
  checkArray(name, values);
  checkArray(otherName, others);
  if (values.length !== others.length) {
    throw new RangeError(
      `${name} must be as many as ${otherName}, ${others.length}, got ${values.length}: the i-th is compared with the i-th`,
    );
  }
  if (values.length === 0) throw new RangeError(`${name} must not be empty, got []: there is nothing to measure`);
}

/** @throws TypeError when it isn't an array, or the like of a Float32Array */
export function checkArray(name: string, values: ArrayLike<unknown>): void {
  if (Array.isArray(values) || ArrayBuffer.isView(values)) return;
  throw new TypeError(`${name} must be an array, got ${describeValue(values)}`);
}
