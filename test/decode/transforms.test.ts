import { readFileSync } from "node:fs";
import { temperature, topK, topP, type Transform } from "kernel-utils/decode";
import { describe, expect, it } from "vitest";

interface Call {
  temperature?: number;
  topK?: number;
  topP?: number;
  minTokensToKeep?: number;
}

interface Golden {
  versions: { transformers: string; torch: string };
  cases: { name: string; logits: (number | null)[]; results: (Call & { result: (number | null)[] })[] }[];
}

// test/decode/golden/make.py with transformers 5.23.0 and torch 2.13.0
const golden = JSON.parse(readFileSync(new URL("golden/warpers.json", import.meta.url), "utf8")) as Golden;

const toLogits = (values: (number | null)[]) => Float32Array.from(values, (value) => value ?? -Infinity);

function transformOf({ minTokensToKeep, ...call }: Call): Transform {
  if (call.temperature !== undefined) return temperature(call.temperature);
  if (call.topK !== undefined) return topK(call.topK, { minTokensToKeep });
  return topP(call.topP!, { minTokensToKeep });
}

/** The largest relative difference: torch divides in 32 bits, and so may miss the last bit of ours. */
function difference(actual: Float32Array, expected: Float32Array): number {
  return Math.max(
    ...expected.map((value, i) => (actual[i] === value ? 0 : Math.abs(actual[i]! - value) / Math.abs(value))),
  );
}

describe(`Hugging Face's warpers, transformers ${golden.versions.transformers}`, () => {
  it.each(golden.cases)("agree: $name", ({ logits, results }) => {
    for (const { result, ...call } of results) {
      const actual = transformOf(call)(toLogits(logits));
      expect(difference(actual, toLogits(result)), JSON.stringify(call)).toBeLessThan(1e-6);
    }
  });
});
