import { createRng, type NextLogits } from "kernel-utils/core";
import { chain, generate, greedy, sample, temperature, topK, topP } from "kernel-utils/decode";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const vocabSize = 6;
/** A model to decode from: what comes next depends on the last id and on how many came before. */
const nextLogits: NextLogits = (ids) =>
  Float32Array.from({ length: vocabSize }, (_, id) => Math.sin(7 * id + 3 * (ids.at(-1) ?? 0) + ids.length));
const prompts = fc.array(fc.integer({ min: 0, max: vocabSize - 1 }), { maxLength: 5 });

describe("greedy", () => {
  it("takes the likeliest token each time; of ties, the first", () => {
    const table: NextLogits = (ids) =>
      Float32Array.from(
        [
          [0, 1, 1],
          [0, 0, 5],
          [2, 1, 0],
        ][ids.at(-1)!]!,
      );
    expect(greedy(table, [0], { maxNewTokens: 5 })).toEqual([1, 2, 0, 1, 2]);
  });

  it("is what generate comes to with the likeliest token alone", () => {
    fc.assert(
      fc.property(prompts, (prompt) => {
        const expected = greedy(nextLogits, prompt, { maxNewTokens: 8 });
        for (const transform of [topK(1), topP(0), temperature(1e-6)]) {
          const options = { maxNewTokens: 8, rng: createRng(1), transform };
          expect(generate(nextLogits, prompt, options)).toEqual(expected);
        }
      }),
    );
  });

  it("throws when no token can follow", () => {
    expect(() => greedy(() => Float32Array.of(-Infinity), [0], { maxNewTokens: 1 })).toThrow(
      new RangeError("nextLogits must hold a finite one, got -Infinity only: no token can follow"),
    );
  });
});

describe("generate", () => {
  it("is sample, again and again", () => {
    fc.assert(
      fc.property(prompts, fc.nat(), (prompt, seed) => {
        const transform = chain(temperature(0.8), topP(0.9));
        const rng = createRng(seed);
        const ids = [...prompt];
        for (let i = 0; i < 10; i++) ids.push(sample(transform(nextLogits(ids)), rng));
        const options = { maxNewTokens: 10, rng: createRng(seed), transform };
        expect(generate(nextLogits, prompt, options)).toEqual(ids.slice(prompt.length));
      }),
    );
  });

  it("gives equal tokens for equal seeds, others for others", () => {
    const run = (seed: number) => generate(nextLogits, [0], { maxNewTokens: 30, rng: createRng(seed) });
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  it("shows the transform all ids, prompt included", () => {
    const seen: number[][] = [];
    const transform = chain((logits, ids) => {
      seen.push([...ids!]);
      return logits;
    }, topK(1));
    const table: NextLogits = (ids) => Float32Array.from({ length: 9 }, (_, id) => -Math.abs(id - ids.length));
    generate(table, [7, 8], { maxNewTokens: 3, rng: createRng(1), transform });
    expect(seen).toEqual([
      [7, 8],
      [7, 8, 2],
      [7, 8, 2, 3],
    ]);
  });

  it("leaves the model's own array as it is", () => {
    const own = Float32Array.of(1, 2, 3);
    generate(() => own, [], { maxNewTokens: 3, rng: createRng(1), transform: chain(temperature(2), topK(1)) });
    expect([...own]).toEqual([1, 2, 3]);
  });
});

describe.each([
  { name: "greedy", decode: greedy },
  {
    name: "generate",
    decode: ((model, prompt, options) =>
      generate(model, prompt, { ...options, rng: createRng(1) })) satisfies typeof greedy,
  },
])("$name", ({ decode }) => {
  const count: NextLogits = (ids) => Float32Array.from({ length: 9 }, (_, id) => (id === ids.length ? 100 : -100));

  it("gives the new ids alone, and leaves the prompt as it was", () => {
    const prompt = Object.freeze([0, 1, 2]);
    expect(decode(count, prompt, { maxNewTokens: 4 })).toEqual([3, 4, 5, 6]);
  });

  it("ends before a stop token", () => {
    expect(decode(count, [0], { maxNewTokens: 8, stopTokens: [4, 7] })).toEqual([1, 2, 3]);
    expect(decode(count, [0], { maxNewTokens: 8, stopTokens: [1] })).toEqual([]);
  });

  it("asks the model for no more than it needs", () => {
    let numCalls = 0;
    const model: NextLogits = (ids) => (numCalls++, count(ids));
    expect(decode(model, [0], { maxNewTokens: 0 })).toEqual([]);
    expect(numCalls).toBe(0);
    decode(model, [0], { maxNewTokens: 3 });
    expect(numCalls).toBe(3);
  });

  it.each([-1, 1.5, NaN])("throws for maxNewTokens = %s", (maxNewTokens) => {
    expect(() => decode(count, [0], { maxNewTokens })).toThrow(
      new RangeError(`maxNewTokens must be an integer >= 0, got ${maxNewTokens}`),
    );
  });

  it.each([NaN, Infinity])("throws for a model that gives %s", (bad) => {
    expect(() => decode(() => Float32Array.of(0, bad), [0], { maxNewTokens: 1 })).toThrow(
      `logits must be finite or -Infinity, got ${bad} at index 1`,
    );
  });
});
