import * as fc from "fast-check";

/** Logits as models give them: ties, near-ties, -Infinity among them; at least one is finite. */
export const anyLogits: fc.Arbitrary<Float32Array> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.float({ min: -50, max: 50, noNaN: true }) },
      { weight: 3, arbitrary: fc.integer({ min: -2, max: 2 }) },
      { weight: 1, arbitrary: fc.constantFrom(1, 1.0000001, 1.0000002) },
      { weight: 1, arbitrary: fc.constant(-Infinity) },
    ),
    { minLength: 1, maxLength: 60 },
  )
  .filter((logits) => logits.some((logit) => logit > -Infinity))
  .map((logits) => Float32Array.from(logits));

/** The indexes that a transform left. */
export function keptIn(logits: Float32Array): number[] {
  return [...logits.keys()].filter((i) => logits[i]! > -Infinity);
}
