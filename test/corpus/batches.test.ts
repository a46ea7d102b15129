import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "kernel-utils/core";
import { pairBatches, sentenceBatches, shuffled, windowBatches } from "kernel-utils/corpus";

describe("windowBatches", () => {
  const text = Array.from({ length: 40 }, (_, i) => i);

  it("gives pieces of the text, and as targets what comes next", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 39 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(),
        (length, batchSize, seed) => {
          const { value } = windowBatches(text, { batchSize, length, rng: createRng(seed) }).next();
          expect(value.inputs).toHaveLength(batchSize * length);
          for (let i = 0; i < value.inputs.length; i++) expect(value.targets[i]).toBe(value.inputs[i]! + 1);
          const places = [...value.inputs.keys()].filter((i) => i % length > 0);
          for (const i of places) expect(value.inputs[i]).toBe(value.inputs[i - 1]! + 1);
        },
      ),
    );
  });

  it("takes every place as often", () => {
    const batches = windowBatches(text, { batchSize: 1000, length: 36, rng: createRng(1) });
    const starts = [0, 0, 0, 0];
    const { inputs } = batches.next().value;
    for (let row = 0; row < 1000; row++) starts[inputs[row * 36]!]!++;
    for (const count of starts) expect(Math.abs(count - 250)).toBeLessThan(60);
  });

  it("refuses what gives no batch, at the call", () => {
    const rng = createRng(1);
    expect(() => windowBatches([1, 2], { batchSize: 1, length: 2, rng })).toThrow(
      "at least length + 1 = 3 long, got 2",
    );
    expect(() => windowBatches(text, { batchSize: 0, length: 2, rng })).toThrow("batchSize must be an integer >= 1");
    expect(() => windowBatches(text, { batchSize: 1, length: 0, rng })).toThrow("length must be an integer >= 1");
  });
});

describe("sentenceBatches", () => {
  it("gives every sentence once, filled up", () => {
    const sentence = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(sentence), fc.integer({ min: 1, max: 4 }), fc.nat(), (sentences, batchSize, seed) => {
        const seen: number[] = [];
        for (const batch of sentenceBatches(sentences, { batchSize, padId: 0, rng: createRng(seed) })) {
          expect(batch.batchSize).toBeLessThanOrEqual(batchSize);
          batch.rows.forEach((row, i) => {
            const ids = [...batch.ids.subarray(i * batch.length, (i + 1) * batch.length)];
            expect(ids.slice(0, batch.lengths[i])).toEqual(sentences[row]);
            expect(ids.slice(batch.lengths[i]).every((id) => id === 0)).toBe(true);
            seen.push(row);
          });
        }
        expect(seen.toSorted((a, b) => a - b)).toEqual(sentences.map((_, row) => row));
      }),
    );
  });

  it("keeps the list's order without a random generator", () => {
    const [first, second] = sentenceBatches([[1], [2, 3], [4]], { batchSize: 2, padId: 9 });
    expect(first).toMatchObject({ ids: Int32Array.of(1, 9, 2, 3), length: 2, batchSize: 2 });
    expect(second).toMatchObject({ ids: Int32Array.of(4), length: 1, batchSize: 1, rows: Int32Array.of(2) });
  });

  it("refuses empty sentences and wrong sizes", () => {
    expect(() => sentenceBatches([[1], []], { batchSize: 1, padId: 0 })).toThrow(
      "sentences must have ids, got Array at 1",
    );
    expect(() => sentenceBatches([[1]], { batchSize: 0, padId: 0 })).toThrow("batchSize must be an integer >= 1");
    expect(() => sentenceBatches([[1]], { batchSize: 1, padId: -1 })).toThrow("padId must be an integer >= 0");
  });
});

describe("pairBatches", () => {
  it("gives every pair once, source and target in the same row, filled up with 0", () => {
    const ids = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    const pairs = fc.array(fc.record({ source: ids, target: ids }), { maxLength: 20 });
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 7 }), fc.nat(), (all, batchSize, seed) => {
        const seen: number[] = [];
        for (const batch of pairBatches(all, { batchSize, rng: createRng(seed) })) {
          expect(batch.target.rows).toEqual(batch.source.rows);
          for (const side of ["source", "target"] as const) {
            const { ids: filled, lengths, length, rows } = batch[side];
            rows.forEach((row, i) => {
              const text = [...filled.subarray(i * length, (i + 1) * length)];
              expect(text.slice(0, lengths[i])).toEqual(all[row]![side]);
              expect(text.slice(lengths[i]).every((id) => id === 0)).toBe(true);
            });
          }
          seen.push(...batch.source.rows);
        }
        expect(seen.toSorted((a, b) => a - b)).toEqual(all.map((_, row) => row));
      }),
    );
  });

  it("refuses empty texts and wrong sizes at once", () => {
    const make = (source: number[], target: number[], batchSize = 1) =>
      pairBatches([{ source, target }], { batchSize });
    expect(() => make([], [1])).toThrow("sentences must have ids, got Array at 0");
    expect(() => make([1], [])).toThrow("sentences must have ids, got Array at 0");
    expect(() => make([1], [1], 0)).toThrow("batchSize must be an integer >= 1, got 0");
  });
});

it("shuffled makes each order as often", () => {
  const rng = createRng(1);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const order = shuffled(["a", "b", "c"], rng).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
