import { checkInteger, checkNumber, describeValue } from "kernel-utils/core";
import { describe, expect, it } from "vitest";

describe("checkInteger", () => {
  it.each([1, 2, 3])("lets %s in [1, 3] pass", (value) => {
    expect(() => checkInteger("n", value, 1, 3)).not.toThrow();
  });

  it.each([0, 4, 1.5, NaN, Infinity, -Infinity])("throws for %s, which is outside [1, 3]", (value) => {
    expect(() => checkInteger("n", value, 1, 3)).toThrow(
      new RangeError(`n must be an integer in [1, 3], got ${value}`),
    );
  });

  it("names one bound where there is one", () => {
    expect(() => checkInteger("n", 0, 1)).toThrow(new RangeError("n must be an integer >= 1, got 0"));
  });

  it.each([undefined, null, "1", [], {}, 1n, () => 1])("throws a TypeError for the kind of %s", (value) => {
    expect(() => checkInteger("n", value as never, 1)).toThrow(TypeError);
    expect(() => checkInteger("n", value as never, 1)).toThrow(`n must be a number, got ${describeValue(value)}`);
  });
});

describe("checkNumber", () => {
  it.each([0, -1.5, NaN, Infinity])("lets %s pass", (value) => {
    expect(() => checkNumber("x", value)).not.toThrow();
  });

  it("throws a TypeError for another kind", () => {
    expect(() => checkNumber("x", "1" as never)).toThrow(new TypeError('x must be a number, got "1"'));
  });
});

describe("describeValue", () => {
  it.each([
    ["a", '"a"'],
    [undefined, "undefined"],
    [null, "null"],
    [[1], "Array"],
    [new Float32Array(2), "Float32Array"],
    [Object.create(null), "an object"],
    [() => 1, "a function"],
    [Symbol("s"), "Symbol(s)"],
    [-0.5, "-0.5"],
  ])("%# says what a value is", (value, expected) => {
    expect(describeValue(value)).toBe(expected);
  });
});
