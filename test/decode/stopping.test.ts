import { createRng, type NextLogits, type TokenId } from "kernel-utils/core";
import {
  generate,
  generateMany,
  type GenerateOptions,
  generateStream,
  greedy,
  noRepeatNgram,
  repetitionPenalty,
} from "kernel-utils/decode";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

/** Goes round the letters a to e. */
const letters = "abcde";
const round: NextLogits = (ids) => Float32Array.from(letters, (_, id) => (id === ((ids.at(-1) ?? 4) + 1) % 5 ? 50 : 0));
const tokenizer = { decode: (ids: readonly TokenId[]) => ids.map((id) => letters[id]).join("") };
const random: NextLogits = (ids) => Float32Array.from(letters, (_, id) => Math.sin(5 * id + 3 * (ids.at(-1) ?? 0)));
const options = (seed = 1): GenerateOptions => ({ maxNewTokens: 12, rng: createRng(seed) });

const collect = async (ids: AsyncIterable<TokenId>) => {
  const all: TokenId[] = [];
  for await (const id of ids) all.push(id);
  return all;
};

describe("minNewTokens", () => {
  it("takes no stop token before", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 12 }), (seed, minNewTokens) => {
        const ids = generate(random, [0], { ...options(seed), stopTokens: [1, 3, 99], minNewTokens });
        expect(ids.length).toBeGreaterThanOrEqual(minNewTokens);
        expect(ids.includes(1) || ids.includes(3)).toBe(false);
      }),
    );
  });

  it("leaves the model's own array as it is", () => {
    const own = Float32Array.of(5, 1, 0);
    greedy(() => own, [], { maxNewTokens: 2, minNewTokens: 2, stopTokens: [0] });
    expect([...own]).toEqual([5, 1, 0]);
  });
});

describe("stopStrings", () => {
  it("end when the new text contains one, and its tokens stay", () => {
    expect(greedy(round, [], { maxNewTokens: 20, stopStrings: ["xy", "cd"], tokenizer })).toEqual([0, 1, 2, 3]);
    // what only the prompt makes complete isn't in the new text
    expect(greedy(round, [2], { maxNewTokens: 9, stopStrings: ["cd"], tokenizer })).toEqual([3, 4, 0, 1, 2, 3]);
  });

  it("wait for minNewTokens", () => {
    expect(greedy(round, [], { maxNewTokens: 20, minNewTokens: 7, stopStrings: ["b"], tokenizer })).toHaveLength(7);
  });
});

describe("greedy", () => {
  it("takes a transform", () => {
    expect(greedy(round, [4], { maxNewTokens: 4, transform: noRepeatNgram(1) })).toEqual([0, 1, 2, 3]);
  });
});

describe("generateMany", () => {
  it("is generate, again and again", () => {
    const rng = createRng(3);
    const one = () => generate(random, [2], { ...options(), rng });
    expect(generateMany(random, [2], { ...options(3), numSamples: 3 })).toEqual([one(), one(), one()]);
  });

  it("throws for numSamples = 0", () => {
    expect(() => generateMany(random, [2], { ...options(), numSamples: 0 })).toThrow(
      new RangeError("numSamples must be an integer >= 1, got 0"),
    );
  });
});

describe("generateStream", () => {
  it("gives what generate gives", async () => {
    const transform = repetitionPenalty(1.3);
    for (const seed of [1, 2, 3]) {
      const all = { ...options(seed), transform, stopTokens: [3] };
      expect(await collect(generateStream(random, [0], all))).toEqual(
        generate(random, [0], { ...options(seed), transform, stopTokens: [3] }),
      );
    }
  });

  it("asks the model for no more than is read, and ends where its reader does", async () => {
    let numCalls = 0;
    const model: NextLogits = (ids) => (numCalls++, round(ids));
    const stream = generateStream(model, [], options());
    expect(numCalls).toBe(0);
    for await (const id of stream) if (id === 1) break;
    expect(numCalls).toBe(2);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it("lets others have their turn, and so can be aborted", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    setTimeout(() => controller.abort(reason), 5);
    const stream = generateStream(round, [], { maxNewTokens: 1e9, rng: createRng(1), signal: controller.signal });
    await expect(collect(stream)).rejects.toBe(reason);
  });

  it("checks its options at once", () => {
    expect(() => generateStream(round, [], { ...options(), maxNewTokens: -1 })).toThrow(RangeError);
  });
});

describe("signal", () => {
  it("ends generate too, before the next token", () => {
    const controller = new AbortController();
    const model: NextLogits = (ids) => {
      if (ids.length === 3) controller.abort(new Error("three"));
      return round(ids);
    };
    let numCalls = 0;
    const counted: NextLogits = (ids) => (numCalls++, model(ids));
    expect(() => generate(counted, [], { ...options(), signal: controller.signal })).toThrow("three");
    expect(numCalls).toBe(4);
  });
});

describe("options that can't be", () => {
  it.each<[object, Error]>([
    [{ minNewTokens: 13 }, new RangeError("minNewTokens must be an integer in [0, 12], got 13")],
    [{ stopTokens: [0.5] }, new RangeError("stopTokens[0] must be an integer >= 0, got 0.5")],
    [{ stopStrings: "ab" }, new TypeError('stopStrings must be an array of strings, got "ab"')],
    [{ stopStrings: [1], tokenizer }, new TypeError("stopStrings[0] must be a string, got 1")],
    [
      { stopStrings: [""], tokenizer },
      new RangeError('stopStrings[0] must not be empty, got "": every text contains it'),
    ],
    [
      { stopStrings: ["a"] },
      new TypeError("tokenizer must have a function decode for stopStrings, got undefined: pass the model's tokenizer"),
    ],
  ])("%j", (bad, error) => {
    expect(() => generate(round, [], { ...options(), ...bad } as GenerateOptions)).toThrow(error);
  });
});
