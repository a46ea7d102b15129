import { readFileSync } from "node:fs";
import type { NextLogits } from "kernel-utils/core";
import { type ContrastiveOptions, contrastiveSearch, greedy, type NextState } from "kernel-utils/decode";
import { describe, expect, it } from "vitest";

interface Golden {
  versions: { transformers: string };
  vocabSize: number;
  searches: { prompt: number[]; topK: number; penaltyAlpha: number; ids: number[]; states: Record<string, string> }[];
}

// test/decode/golden/contrastive.py with transformers 4.49.0, the last that had it built in
const { versions, vocabSize, searches } = JSON.parse(
  readFileSync(new URL("golden/contrastive.json", import.meta.url), "utf8"),
) as Golden;

const table: NextLogits = (ids) => Float32Array.from({ length: 6 }, (_, id) => Math.sin(7 * id + 3 * ids.at(-1)!));
/** The state is the last token's own direction, so that a token resembles none but itself. */
const oneHot: NextState = (ids) => ({
  logits: table(ids),
  hidden: Float32Array.from({ length: 6 }, (_, id) => Number(id === ids.at(-1))),
});
const options: ContrastiveOptions = { topK: 6, penaltyAlpha: 0.6, maxNewTokens: 5 };

describe("contrastiveSearch", () => {
  it.each(searches)(
    `agrees with transformers ${versions.transformers}: topK $topK, penaltyAlpha $penaltyAlpha`,
    (search) => {
      const { states, ids, prompt, ...rest } = search;
      const nextState: NextState = (seen) => {
        const numbers = Float32Array.from(states[seen.join(" ")]!.split(" "), Number);
        return { logits: numbers.subarray(0, vocabSize), hidden: numbers.subarray(vocabSize) };
      };
      expect(contrastiveSearch(nextState, prompt, { ...rest, maxNewTokens: ids.length })).toEqual(ids);
    },
  );

  it("is greedy without a penalty", () => {
    expect(contrastiveSearch(oneHot, [2], { ...options, penaltyAlpha: 0, maxNewTokens: 9 })).toEqual(
      greedy(table, [2], { maxNewTokens: 9 }),
    );
  });

  it("says nothing twice where saying it again is all that resembles", () => {
    const ids = contrastiveSearch(oneHot, [2], options);
    expect(new Set([2, ...ids]).size).toBe(6);
  });

  it("ends before a stop token", () => {
    const ids = contrastiveSearch(oneHot, [2], options);
    expect(contrastiveSearch(oneHot, [2], { ...options, stopTokens: [ids[2]!] })).toEqual(ids.slice(0, 2));
  });

  it.each<[Partial<ContrastiveOptions>, string]>([
    [{ topK: 0 }, "topK must be an integer >= 1, got 0"],
    [{ penaltyAlpha: 1.5 }, "penaltyAlpha must be in [0, 1], got 1.5: 0 is greedy, 0.6 a usual one"],
    [{ maxNewTokens: -1 }, "maxNewTokens must be an integer >= 0, got -1"],
    [{ stopTokens: [-1] }, "stopTokens[0] must be an integer >= 0, got -1"],
  ])("throws for %j", (bad, message) => {
    expect(() => contrastiveSearch(oneHot, [1], { ...options, ...bad })).toThrow(new RangeError(message));
  });

  it("throws for an empty prompt", () => {
    expect(() => contrastiveSearch(oneHot, [], options)).toThrow(
      new RangeError("prompt must not be empty, got []: there's no state to compare with"),
    );
  });
});
