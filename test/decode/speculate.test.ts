import { createRng, type NextLogits, softmax } from "kernel-utils/core";
import { acceptance, generate, residual, speculate, temperature } from "kernel-utils/decode";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const vocabSize = 3;
/** Two models of three tokens that disagree; what comes next depends on the last two ids. */
const target: NextLogits = (ids) =>
  Float32Array.from(
    { length: vocabSize },
    (_, id) => 1.5 * Math.sin(id + 2 * (ids.at(-1) ?? 0) + 5 * (ids.at(-2) ?? 0)),
  );
const draft: NextLogits = (ids) =>
  Float32Array.from({ length: vocabSize }, (_, id) => 1.5 * Math.sin(2 * id + (ids.at(-1) ?? 0)));
/** Gives token 2 no chance, and 0 too much. */
const poorDraft: NextLogits = () => Float32Array.of(3, 0, -Infinity);

const anyProbs = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 })
  .filter((weights) => weights.some((weight) => weight > 1e-3))
  .map((weights) => {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return Float64Array.from(weights, (weight) => weight / sum);
  });

describe("acceptance and residual", () => {
  it("come to the target's distribution, whatever the draft's is", () => {
    fc.assert(
      fc.property(anyProbs, anyProbs, (p, q) => {
        const accepted = q.map((prob, id) => (prob === 0 ? 0 : prob * acceptance(p, q, id)));
        const numRejected = 1 - accepted.reduce((sum, prob) => sum + prob, 0);
        const rest = residual(p, q);
        for (const [id, prob] of p.entries()) expect(accepted[id]! + numRejected * rest[id]!).toBeCloseTo(prob, 9);
      }),
    );
  });

  it("throw for vocabularies of different sizes", () => {
    const message = "target and draft must have one vocabulary, got 1 and 2 tokens: take models of one tokenizer";
    expect(() => acceptance(Float64Array.of(1), Float64Array.of(0.5, 0.5), 0)).toThrow(new RangeError(message));
    expect(() => residual(Float64Array.of(1), Float64Array.of(0.5, 0.5))).toThrow(new RangeError(message));
  });
});

describe("speculate", () => {
  const stopTokens = [2];
  const maxNewTokens = 4;

  /** The exact probability of each text of the target: its ids, stop token included. */
  const exact = new Map<string, number>();
  const grow = (ids: number[], prob: number) => {
    if (ids.length === maxNewTokens || ids.at(-1) === 2) exact.set(ids.join(""), prob);
    else
      for (const [id, next] of softmax(temperature(0.8)(target([0, ...ids]))).entries())
        grow([...ids, id], prob * next);
  };
  grow([], 1);

  it.each([
    { name: "a draft", model: draft },
    { name: "a poor draft", model: poorDraft },
    { name: "the target itself", model: target },
  ])("draws from the target's distribution: $name", ({ model }) => {
    const rng = createRng(7);
    const counts = new Map<string, number>();
    const numTexts = 20_000;
    for (let i = 0; i < numTexts; i++) {
      const options = { numDraft: 3, maxNewTokens, stopTokens, transform: temperature(0.8), rng };
      const { ids } = speculate(target, model, [0], options);
      const text = [...ids, ...(ids.length < maxNewTokens ? [2] : [])].join("");
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    expect([...counts.keys()].filter((text) => !exact.has(text))).toEqual([]);
    let chiSquare = 0;
    for (const [text, prob] of exact) chiSquare += ((counts.get(text) ?? 0) - numTexts * prob) ** 2 / (numTexts * prob);
    expect(exact.size).toBe(31); // 1 + 2 + 4 that stop early, 8 · 3 that don't
    expect(chiSquare).toBeLessThan(59.7); // 30 degrees of freedom, p = .001
  });

  it("accepts all that the target itself proposes", () => {
    const { ids, numDrafted, numAccepted, numRounds } = speculate(target, target, [1], {
      numDraft: 4,
      maxNewTokens: 20,
      rng: createRng(1),
    });
    expect([ids.length, numDrafted, numAccepted, numRounds]).toEqual([20, 16, 16, 4]);
  });

  it("makes fewer rounds than tokens where the draft is good", () => {
    const options = { maxNewTokens: 200, rng: createRng(1) };
    const good = speculate(target, (ids) => target(ids).map((logit) => 0.9 * logit), [0], options);
    const poor = speculate(target, poorDraft, [0], { ...options, rng: createRng(1) });
    expect(good.ids).toHaveLength(200);
    expect(good.numRounds).toBeLessThan(80);
    expect(poor.numRounds).toBeGreaterThan(good.numRounds);
    expect(poor.numAccepted).toBeLessThan(poor.numDrafted);
  });

  it("works with models that give their own array each time", () => {
    const own = new Float32Array(vocabSize);
    const reusing: NextLogits = (ids) => {
      own.set(target(ids));
      return own;
    };
    const options = { maxNewTokens: 30, rng: createRng(5) };
    expect(speculate(reusing, reusing, [0], options).ids).toEqual(
      speculate(target, target, [0], { ...options, rng: createRng(5) }).ids,
    );
  });

  it("gives nothing for no tokens, and throws for what can't be", () => {
    const rng = createRng(1);
    expect(speculate(target, draft, [0], { maxNewTokens: 0, rng })).toMatchObject({ ids: [], numRounds: 0 });
    expect(() => speculate(target, draft, [], { maxNewTokens: 1, numDraft: 0, rng })).toThrow(
      new RangeError("numDraft must be an integer >= 1, got 0"),
    );
    expect(() => speculate(target, draft, [], { maxNewTokens: -1, rng })).toThrow(RangeError);
    expect(() => speculate(target, draft, [], { maxNewTokens: 1, stopTokens: [-1], rng })).toThrow(RangeError);
    expect(() => speculate(target, () => Float32Array.of(1), [], { maxNewTokens: 1, rng })).toThrow(
      "target and draft must have one vocabulary",
    );
    expect(generate(target, [0], { maxNewTokens: 1, rng })).toHaveLength(1);
  });
});
