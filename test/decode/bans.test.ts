import { readFileSync } from "node:fs";
import {
  chain,
  generate,
  keptIds,
  minLength,
  noRepeatNgram,
  prefixTrie,
  repetitionPenalty,
  topK,
} from "kernel-utils/decode";
import { createRng, type NextLogits } from "kernel-utils/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const flat = new Float32Array(6);

describe("repetitionPenalty", () => {
  it("divides what is positive, multiplies what is negative, once an id", () => {
    const logits = Float32Array.of(2, -2, 0, 4, -Infinity);
    expect([...repetitionPenalty(2)(logits, [0, 0, 1, 2, 4, 1])]).toEqual([1, -4, 0, 4, -Infinity]);
    expect(repetitionPenalty(1)(logits, [0, 1, 2, 3, 4])).toEqual(logits);
  });

  it("passes over ids that are outside the vocabulary", () => {
    expect([...repetitionPenalty(2)(Float32Array.of(2, 4), [7, -1, 0.5, 1])]).toEqual([2, 2]);
  });

  it("comes out the same before and after what it commutes with", () => {
    const logits = Float32Array.of(2, -2, 1, 4);
    expect(chain(topK(2), repetitionPenalty(2))(logits, [3])).toEqual(Float32Array.of(2, -Infinity, -Infinity, 2));
  });

  it.each([0, -1, NaN, Infinity])("throws for %s", (penalty) => {
    expect(() => repetitionPenalty(penalty)).toThrow(
      new RangeError(`repetitionPenalty must be > 0 and finite, got ${penalty}; 1 is no penalty, 1.2 a usual one`),
    );
  });

  it("throws where a logit leaves 32 bits, and for one that never was", () => {
    expect(() => repetitionPenalty(1e-40)(Float32Array.of(1), [0])).toThrow(
      "repetitionPenalty must keep logits below 2^128",
    );
    expect(() => repetitionPenalty(2)(Float32Array.of(Infinity), [0])).toThrow("got Infinity at index 0");
    expect(() => repetitionPenalty(2)(Float32Array.of(NaN), [0])).toThrow("got NaN at index 0");
  });
});

describe("noRepeatNgram", () => {
  it("rules out what would complete an n-gram again", () => {
    expect(keptIds(noRepeatNgram(2)(flat, [1, 2, 1]))).toEqual([0, 1, 3, 4, 5]);
    expect(keptIds(noRepeatNgram(3)(flat, [1, 2, 3, 1, 2]))).toEqual([0, 1, 2, 4, 5]);
    expect(keptIds(noRepeatNgram(1)(flat, [4, 4, 0, 99]))).toEqual([1, 2, 3, 5]);
    expect(keptIds(noRepeatNgram(2)(flat, [1, 1]))).toEqual([0, 2, 3, 4, 5]);
    expect(keptIds(noRepeatNgram(3)(flat, [1, 2]))).toHaveLength(6);
  });

  it("lets no n-gram come twice", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 3 }), fc.nat(), (n, seed) => {
        const model: NextLogits = () => flat;
        const ids = generate(model, [0], { maxNewTokens: 10, rng: createRng(seed), transform: noRepeatNgram(n) });
        const grams = [0, ...ids].slice(n - 1).map((_, i) => [0, ...ids].slice(i, i + n).join());
        expect(new Set(grams).size).toBe(grams.length);
      }),
      { numRuns: 20 },
    );
  });

  it.each([0, 1.5])("throws for n = %s", (n) => {
    expect(() => noRepeatNgram(n)).toThrow(new RangeError(`noRepeatNgram must be an integer >= 1, got ${n}`));
  });
});

describe("minLength", () => {
  it("rules the stop tokens out of short texts", () => {
    const transform = minLength(3, [1, 5, 77]);
    expect(keptIds(transform(flat, [0, 0]))).toEqual([0, 2, 3, 4]);
    expect(keptIds(transform(flat, [0, 0, 0]))).toHaveLength(6);
  });

  it("throws for what can't be", () => {
    expect(() => minLength(-1, [0])).toThrow(new RangeError("minLength must be an integer >= 0, got -1"));
    expect(() => minLength(1, [0, -1])).toThrow(new RangeError("stopTokens[1] must be an integer >= 0, got -1"));
    expect(() => minLength(1, 3 as never)).toThrow(new TypeError("stopTokens must be an array of token ids, got 3"));
  });
});

describe("prefixTrie", () => {
  const sequences = [[3, 1], [3, 1, 4], [2]];

  it("lets come what goes on with a sequence", () => {
    const transform = prefixTrie(sequences, { stopToken: 0, promptLength: 1 });
    expect(keptIds(transform(flat, [5]))).toEqual([2, 3]);
    expect(keptIds(transform(flat, [5, 3]))).toEqual([1]);
    expect(keptIds(transform(flat, [5, 3, 1]))).toEqual([0, 4]);
    expect(keptIds(transform(flat, [5, 2]))).toEqual([0]);
    expect(keptIds(transform(flat, [5, 2, 0]))).toEqual([0]);
  });

  it("keeps the logits, or makes equal ones where the model left none", () => {
    const transform = prefixTrie(sequences, { stopToken: 0 });
    expect([...transform(Float32Array.of(9, 9, 1, 2, 9, 9))].slice(2, 4)).toEqual([1, 2]);
    expect([...transform(Float32Array.of(9, 9, -Infinity, -Infinity, 9, 9))]).toEqual([
      -Infinity,
      -Infinity,
      0,
      0,
      -Infinity,
      -Infinity,
    ]);
  });

  // test/decode/golden/prefixes.py with transformers 5.23.0 and torch 2.13.0
  it("agrees with Hugging Face's PrefixConstrainedLogitsProcessor", () => {
    const { cases } = JSON.parse(readFileSync(new URL("golden/prefixes.json", import.meta.url), "utf8")) as {
      cases: { sequences: number[][]; promptLength: number; ids: number[]; logits: string; result: string }[];
    };
    const toLogits = (text: string) =>
      Float32Array.from(text.split(" "), (value) => (value === "-" ? -Infinity : Number(value)));
    expect(cases).toHaveLength(100);
    for (const { sequences: some, promptLength, ids, logits, result } of cases) {
      expect(prefixTrie(some, { stopToken: 0, promptLength })(toLogits(logits), ids)).toEqual(toLogits(result));
    }
  });

  it("makes generate spell one of them, and each of them some time", () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 100; seed++) {
      const ids = generate(() => flat, [5, 5], {
        maxNewTokens: 9,
        stopTokens: [0],
        rng: createRng(seed),
        transform: prefixTrie(sequences, { stopToken: 0, promptLength: 2 }),
      });
      seen.add(ids.join());
    }
    expect([...seen].toSorted()).toEqual(sequences.map((ids) => ids.join()).toSorted());
  });

  it("throws for what can't be", () => {
    expect(() => prefixTrie([], { stopToken: 0 })).toThrow(
      new RangeError("sequences must hold at least one, got []: nothing could be chosen"),
    );
    expect(() => prefixTrie([[1, -1]], { stopToken: 0 })).toThrow("sequences[0][1] must be an integer >= 0, got -1");
    expect(() => prefixTrie([[1]], { stopToken: -1 })).toThrow("stopToken must be an integer >= 0, got -1");
    expect(() => prefixTrie([[1]], { stopToken: 0, promptLength: 0.5 })).toThrow(
      "promptLength must be an integer >= 0",
    );
    expect(() => prefixTrie([[9]], { stopToken: 0 })(flat)).toThrow(
      new RangeError("sequences must hold ids below vocabSize, 6, got 9"),
    );
    expect(() => prefixTrie(sequences, { stopToken: 0 })(flat, [5])).toThrow(
      new RangeError("ids must begin a sequence of prefixTrie after 0 of the prompt, got [5]: set promptLength"),
    );
  });
});

describe("keptIds", () => {
  it("are those above -Infinity", () => {
    expect(keptIds(Float32Array.of(-Infinity, 0, -1e30, -Infinity))).toEqual([1, 2]);
    expect(() => keptIds(Float32Array.of(NaN))).toThrow("got NaN at index 0");
  });
});

describe("a transform written by hand", () => {
  it("must keep the length", () => {
    expect(() => chain((logits) => logits.slice(1))(flat)).toThrow(
      new RangeError("a transform must keep the length of its logits, 6, got 5: rule tokens out by -Infinity"),
    );
  });
});
