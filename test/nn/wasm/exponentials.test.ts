import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadF32x4, storeF32x4 } from "../../../kernel-utils/src/nn/wasm/assembler";
import { exponentials } from "../../../kernel-utils/src/nn/wasm/kernels/exponentials";
import { run } from "./run";

type Name = keyof ReturnType<typeof exponentials>;

/** What the kernels' function gives for four numbers. */
const ours = (name: Name, four: readonly number[]) =>
  run(four, ({ from, to }, locals) => {
    const x = locals.f32x4();
    const y = locals.f32x4();
    const { erf, ...others } = exponentials(locals);
    const statements = name === "erf" ? () => erf(y, locals.f32x4(), x) : others[name];
    return [x.set(loadF32x4(from)), statements(y, x), storeF32x4(to, y)];
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

const four = (bound: number) =>
  fc.array(fc.float({ min: Math.fround(-bound), max: Math.fround(bound), noNaN: true }), {
    minLength: 4,
    maxLength: 4,
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
    const law = fc.property(four(bound), (xs) => {
      expect(relativeError(name, xs, reference)).toBeLessThan(4e-7);
    });
    fc.assert(law);
  });

  it("erf agrees with its series to 6e-7", () => {
    const law = fc.property(four(3), (xs) => {
      for (const [i, y] of ours("erf", xs).entries()) expect(Math.abs(y - exactErf(xs[i]!))).toBeLessThan(6e-7);
    });
    fc.assert(law);
  });

  it("end as they should: 0, Infinity, ±1, and NaN for NaN", () => {
    const ends = [-Infinity, -1e9, Infinity, NaN];
    expect(ours("exp", ends)).toEqual([0, 0, Infinity, NaN]);
    expect(ours("sigmoid", ends)).toEqual([0, 0, 1, NaN]);
    expect(ours("tanh", ends)).toEqual([-1, -1, 1, NaN]);
    expect(ours("erf", ends)).toEqual([-1, -1, 1, NaN]);
  });
});
