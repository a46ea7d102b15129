import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countNgrams, countNgramsOnDisk, modifiedKneserNey, ngramModel } from "kernel-utils/ngram";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { mergeRuns, writeRun } from "../../kernel-utils/src/ngram/runs";
import { anyOrder, anySentences } from "./arbitraries";

const parent = mkdtempSync(join(tmpdir(), "counts-"));
afterAll(() => {
  rmSync(parent, { recursive: true });
});
const newFolder = () => join(mkdtempSync(join(parent, "test-")), "counts");

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array) => Buffer.from(buffer, byteOffset, byteLength);

async function* later<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}

describe("countNgramsOnDisk", () => {
  it("counts as countNgrams does", async () => {
    await fc.assert(
      fc.asyncProperty(anySentences, anyOrder, async ({ sentences, vocabSize }, order) => {
        const expected = countNgrams(sentences, { order, vocabSize });
        const counts = await countNgramsOnDisk(later(sentences), { order, vocabSize, folder: newFolder() });
        expect(counts.load().levels).toEqual(expected.levels);
        expect(counts.numTokens).toBe(expected.numTokens);
        for (let n = 1; n <= order; n++) {
          expect([...counts.entries(n)]).toEqual([...expected.entries(n)]);
          expect(counts.numDistinct(n)).toBe(expected.numDistinct(n));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("counts a text of many times the memory it may use, in many runs", async () => {
    const [order, vocabSize, numTokens, memoryLimit] = [3, 50, 1_200_000, 2 ** 20];
    expect(numTokens * 4).toBeGreaterThan(4 * memoryLimit);
    const sentences = function* () {
      const sentence = new Uint8Array(10); // one array for all: what is read is copied
      for (let i = 0, value = 1; i < numTokens; i++) {
        value = (value * 48_271) % 2_147_483_647;
        sentence[i % 10] = Math.floor((value / 2_147_483_647) ** 3 * vocabSize);
        if (i % 10 === 9) yield sentence;
      }
    };
    const folder = newFolder();
    const counts = await countNgramsOnDisk(sentences(), { order, vocabSize, folder, memoryLimit });
    expect(readdirSync(folder).filter((name) => name.startsWith("run"))).toEqual([]);
    const expected = countNgrams(sentences(), { order, vocabSize });
    const loaded = counts.load();
    for (let n = 0; n <= order; n++) {
      for (const array of ["ids", "counts", "followedCounts", "childStarts"] as const) {
        expect(bytesOf(loaded.levels[n]![array]).equals(bytesOf(expected.levels[n]![array]))).toBe(true);
      }
    }
    const context = [0, 1];
    const [logits, same] = [loaded, expected].map((all) => ngramModel(all, modifiedKneserNey).nextLogits(context));
    expect(logits).toEqual(same);
  }, 60_000);

  it("leaves nothing when it fails", async () => {
    const folder = newFolder();
    await expect(countNgramsOnDisk([[0, 1], [2]], { order: 2, vocabSize: 2, folder })).rejects.toThrow(
      new RangeError("id 0 of sentence 1 must be an integer in [0, 1], got 2"),
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it("refuses options out of range, and a folder with something in it", async () => {
    const options = { order: 2, vocabSize: 2, folder: newFolder() };
    const count = (changed: object) => countNgramsOnDisk([[0]], { ...options, ...changed });
    await expect(count({ order: 8 })).rejects.toThrow("order must be an integer in [1, 7], got 8");
    await expect(count({ vocabSize: 0 })).rejects.toThrow("vocabSize must be an integer in [1, 2147483647], got 0");
    await expect(count({ memoryLimit: 1000 })).rejects.toThrow("memoryLimit must be an integer >= 1048576, got 1000");
    await expect(count({ folder: undefined })).rejects.toThrow("folder must be a path, got undefined");
    await expect(count({ folder: parent })).rejects.toThrow(`folder must be empty, got ${parent}, which isn't`);
    const counts = await count({});
    expect(() => counts.entries(3)).toThrow("n must be an integer in [1, 2], got 3");
    expect(() => counts.numDistinct(0)).toThrow("n must be an integer in [1, 2], got 0");
  });

  it("can stop reading entries", async () => {
    const counts = await countNgramsOnDisk([[0, 1, 0]], { order: 2, vocabSize: 2, folder: newFolder() });
    for (const entry of counts.entries(2)) {
      expect(entry).toEqual({ ids: [0, 1], count: 1 });
      break;
    }
  });
});

describe("mergeRuns", () => {
  it("merges more runs than it reads at a time, equal records as one", () => {
    const folder = mkdtempSync(join(parent, "runs-"));
    const runs = Array.from({ length: 40 }, (_, i) => {
      const path = join(folder, `run-${i}`);
      writeRun(path, [Uint32Array.of(1, 0, 2), Uint32Array.of(1, 2 + i, 1), Uint32Array.of(99, 99, 1)]);
      return path;
    });
    const merged = [...mergeRunsCopied(runs)];
    const ends = [[1, 0, 80], ...runs.map((_, i) => [1, 2 + i, 1]), [99, 99, 40]];
    expect(merged).toEqual(ends);
    expect(readdirSync(folder)).toEqual([]);
  });

  function* mergeRunsCopied(runs: string[]) {
    for (const record of mergeRuns(runs, { order: 2, memoryLimit: 2 ** 20 })) yield [...record];
  }

  it("takes an empty run", () => {
    const path = join(mkdtempSync(join(parent, "runs-")), "run-0");
    writeFileSync(path, "");
    expect([...mergeRunsCopied([path])]).toEqual([]);
  });
});
