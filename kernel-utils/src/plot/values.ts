import { describeValue } from "../core";

/**
 * `values` as a plain array of finite numbers, so that the figure survives JSON.
 * @throws TypeError if an entry is no number; RangeError if there are none, or one is NaN or infinite
 */
export function finiteNumbers(name: string, values: ArrayLike<number>): number[] {
  const numbers = Array.from(values, (value, i) => {
    if (typeof value !== "number")
      throw new TypeError(`${name}[${i}] must be a number, got ${describeValue(value)}; convert it with Number`);
    if (!Number.isFinite(value)) {
      throw new RangeError(
        `${name}[${i}] must be finite, got ${value}; leave such points out, or show their probability`,
      );
    }
    return value + 0; // -0 becomes 0: JSON has no -0
  });
  if (numbers.length === 0)
    throw new RangeError(`${name} must have at least one value, got none; there is nothing to draw`);
  return numbers;
}

/** @throws RangeError unless both have the same length */
export function sameLength(name: string, length: number, otherName: string, otherLength: number): void {
  if (length === otherLength) return;
  throw new RangeError(
    `${name} must be as long as ${otherName}, got ${length} and ${otherLength}; each point needs one of both`,
  );
}

/** @throws RangeError if a value is not above 0, where an axis is logarithmic */
export function positiveNumbers(name: string, values: readonly unknown[]): void {
  for (const [i, value] of values.entries()) {
    if (typeof value === "number" && value > 0) continue;
    throw new RangeError(`${name}[${i}] must be > 0 on a log axis, got ${value}; leave it out, or use a linear axis`);
  }
}
