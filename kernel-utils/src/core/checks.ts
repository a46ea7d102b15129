/** @throws TypeError when `value` isn't a number; NaN is one */
export function checkNumber(name: string, value: number): void {
  if (typeof value !== "number") throw new TypeError(`${name} must be a number, got ${describeValue(value)}`);
}

/**
 * @throws TypeError when `value` isn't a number
 * @throws RangeError when it isn't an integer in [min, max]
 */
export function checkInteger(name: string, value: number, min: number, max: number = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  checkNumber(name, value);
  const range = max === Number.MAX_SAFE_INTEGER ? `>= ${min}` : `in [${min}, ${max}]`;
  throw new RangeError(`${name} must be an integer ${range}, got ${value}`);
}

/**
 * Logits are numbers, finite or -Infinity, at least one of them.
 * @throws RangeError when empty, or for NaN or +Infinity, with the index of the first
 */
export function checkLogits(logits: ArrayLike<number>): void {
  if (!(logits.length > 0)) throw new RangeError("logits must not be empty, got length 0: pass [vocabSize] numbers");
  for (let i = 0; i < logits.length; i++) {
    // Written so that NaN, and a value that isn't a number, fails too.
    if (!(logits[i]! < Infinity)) {
      throw new RangeError(
        `logits must be finite or -Infinity, got ${logits[i]} at index ${i}: look for a division by 0 or an overflow in the model`,
      );
    }
  }
}

/** A value in an error message: strings quoted, objects by their kind. */
export function describeValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "object" && value !== null) return value.constructor?.name ?? "an object";
  return typeof value === "function" ? "a function" : String(value);
}
