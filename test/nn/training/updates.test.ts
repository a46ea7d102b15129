import * as fc from "fast-check";
import { adamW, type BackendName, ready, tf } from "kernel-utils/nn";
import { describe, expect, it } from "vitest";
import { clipFactor, gradientNorm } from "../../../kernel-utils/src/nn/training/gradientNorm";
import { backends } from "../backends";

const shape = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 });
const shapes = fc.array(shape, { minLength: 1, maxLength: 4 });
const options = fc.record({
  learningRate: fc.double({ min: 1e-4, max: 0.5, noNaN: true }),
  beta1: fc.double({ min: 0, max: 0.99, noNaN: true }),
  beta2: fc.double({ min: 0.5, max: 0.999, noNaN: true }),
  weightDecay: fc.double({ min: 0, max: 0.5, noNaN: true }),
  clip: fc.double({ min: 0.01, max: 10, noNaN: true }),
  isSpared: fc.boolean(),
});
type Options = typeof options extends fc.Arbitrary<infer T> ? T : never;

/** The norms of three steps' gradients, and all parameters and moments after them. */
async function updatesOn(
  backend: BackendName,
  sizes: number[][],
  { clip, isSpared, ...rest }: Options,
): Promise<number[]> {
  await ready({ backend });
  const before = tf.memory().numTensors;
  const draw = (i: number, seed: number) => tf.randomNormal(sizes[i]!, 0, 1, "float32", seed);
  const named = <T>(of: (i: number) => T) => Object.fromEntries(sizes.map((_, i) => [`p${i}`, of(i)]));
  const parameters = named((i) => tf.tidy(() => tf.variable(draw(i, 1))));
  const optimizer = adamW({ ...rest, decays: (name) => !isSpared || name !== "p0" });
  const values: number[] = [];
  for (const step of [1, 2, 3]) {
    tf.tidy(() => {
      const gradients = named((i) => draw(i, 10 * step + i));
      const norm = gradientNorm(gradients).dataSync()[0]!;
      values.push(norm);
      optimizer.update(parameters, gradients, { factor: 1 / step, scale: clipFactor(norm, clip) });
    });
  }
  for (const each of Object.values({ ...parameters, ...optimizer.state })) values.push(...each.dataSync());
  optimizer.dispose();
  tf.dispose(parameters);
  expect(tf.memory().numTensors).toBe(before);
  return values;
}

describe("updates", () => {
  it.each(backends.slice(1))("of any parameters are on %s what plain JavaScript makes of them", async (backend) => {
    const law = fc.asyncProperty(shapes, options, async (sizes, how) => {
      const [plain, ours] = [await updatesOn("cpu", sizes, how), await updatesOn(backend, sizes, how)];
      expect(ours).toHaveLength(plain.length);
      for (const [i, value] of plain.entries()) expect(Math.abs(ours[i]! - value)).toBeLessThan(1e-5);
    });
    await fc.assert(law, { numRuns: 40 });
  });
});
