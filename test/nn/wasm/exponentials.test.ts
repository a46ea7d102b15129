import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadF32x8, storeF32x8 } from "../../../kernel-utils/src/nn/wasm/assembler";
import { exponentials } from "../../../kernel-utils/src/nn/wasm/kernels/exponentials";
import { run } from "./run";

type Name = keyof ReturnType<typeof exponentials>;

/** What the kernels' function gives for eight numbers. */
const ours = (name: Name, eight: readonly number[]) =>
  run(eight, ({ from, to }, locals) => {
    const x = locals.f32x8();
    const y = locals.f32x8();
    const { erf, ...others } = exponentials(locals);
    const statements = name === "erf" ? () => erf(y, locals.f32x8(), x) : others[name];
    return [x.set(loadF32x8(from)), statements(y, x), storeF32x8(to, y)];
  });

/** erf(x) = 2 / sqrt(pi) * the sum of (-1)^n x^(2n+1) / (n! (2n+1)), in doubles: exact to 1e-12 for |x| <= 3. */
function exactErf(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; n < 100; n++) {
    term *= -(x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const eight = (bound: number) =>
  fc.array(fc.float({ min: Math.fround(-bound), max: Math.fround(bound), noNaN: true }), {
    minLength: 8,
    maxLength: 8,
  });
/** The largest distance from the reference, in shares of its value. */
const relativeError = (name: Name, xs: number[], reference: (x: number) => number) =>
  Math.max(...ours(name, xs).map((y, i) => Math.abs(y / reference(xs[i]!) - 1) || 0));

describe("exponentials", () => {
  it.each([
    ["exp", 87, Math.exp],
    ["sigmoid", 80, (x: number) => 1 / (1 + Math.exp(-x))],
    ["tanh", 0.7, Math.tanh],
    ["tanh", 100, Math.tanh],
  ] as const)("%s agrees with its definition to 4e-7 of its value, up to ±%f", (name, bound, reference) => {
    const law = fc.property(eight(bound), (xs) => {
      expect(relativeError(name, xs, reference)).toBeLessThan(4e-7);
    });
    fc.assert(law);
  });

  it("erf agrees with its series to 6e-7", () => {
    const law = fc.property(eight(3), (xs) => {
      for (const [i, y] of ours("erf", xs).entries()) expect(Math.abs(y - exactErf(xs[i]!))).toBeLessThan(6e-7);
    });
    fc.assert(law);
  });

  it("end as they should: 0, Infinity, ±1, and NaN for NaN", () => {
    const ends = [-Infinity, -1e9, Infinity, NaN, NaN, Infinity, -1e9, -Infinity];
    expect(ours("exp", ends)).toEqual([0, 0, Infinity, NaN, NaN, Infinity, 0, 0]);
    expect(ours("sigmoid", ends)).toEqual([0, 0, 1, NaN, NaN, 1, 0, 0]);
    expect(ours("tanh", ends)).toEqual([-1, -1, 1, NaN, NaN, 1, -1, -1]);
    expect(ours("erf", ends)).toEqual([-1, -1, 1, NaN, NaN, 1, -1, -1]);
  });
});
