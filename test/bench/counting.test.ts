import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readIds, writeIds } from "../../bench/counting/ids.mjs";
import { ours, plainMap, trigramsOf } from "../../bench/counting/methods.mjs";
import { summary } from "../../bench/counting/summary.mjs";

const folder = mkdtempSync(join(tmpdir(), "counting-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const anySentences = fc.array(fc.array(fc.nat({ max: 3 }), { maxLength: 20 }), { maxLength: 5 });

describe("the counting bench", () => {
  it("gives every contestant the ids it wrote", () => {
    fc.assert(
      fc.property(anySentences, (sentences) => {
        const file = join(folder, "ids");
        writeIds(file, sentences, 4);
        const read = readIds(file);
        expect(read.sentences.map((ids) => [...ids])).toEqual(sentences);
        expect(read.vocabSize).toBe(4);
      }),
    );
  });

  it("finds the work of its methods equal", () => {
    fc.assert(
      fc.property(anySentences, (sentences) => {
        const input = { sentences: sentences.map((ids) => Uint32Array.from(ids)), vocabSize: 4 };
        expect(summary(trigramsOf(ours(input)))).toEqual(summary(trigramsOf(plainMap(input))));
      }),
    );
  });

  it("finds work that differs different", () => {
    const trigrams = [
      { ids: [1, 2, 3], count: 2 },
      { ids: [1, 2, 4], count: 1 },
    ];
    expect(summary(trigrams)).toMatchObject({ distinct: 2, total: 3, top: [2, 1] });
    const swapped = [
      { ids: [1, 2, 3], count: 1 },
      { ids: [1, 2, 4], count: 2 },
    ];
    expect(summary(swapped)).toMatchObject({ distinct: 2, total: 3, top: [2, 1] });
    expect(summary(swapped)).not.toEqual(summary(trigrams));
  });
});
