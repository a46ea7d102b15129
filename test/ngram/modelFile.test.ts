import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  countNgrams,
  loadNgramModel,
  mle,
  modifiedKneserNey,
  ngramModel,
  saveNgramModel,
  stupidBackoff,
} from "kernel-utils/ngram";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { anyOrder, anySentences } from "./arbitraries";

const folder = mkdtempSync(join(tmpdir(), "ngram-"));
const path = join(folder, "model");
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("a saved model", () => {
  it.each([modifiedKneserNey, stupidBackoff(0.3)])("is loaded bit for bit: $name", (smoothing) => {
    fc.assert(
      fc.property(anySentences, anyOrder, ({ sentences, vocabSize }, order) => {
        const model = ngramModel(countNgrams(sentences, { order, vocabSize }), smoothing);
        saveNgramModel(path, model);
        const loaded = loadNgramModel(path);
        expect(loaded.probs.table).toEqual(model.probs.table);
        expect(loaded.probs.isNormalized).toBe(model.probs.isNormalized);
        expect(loaded.name).toBe(`the file ${path}`);
        for (const context of sentences) expect(loaded.nextLogits(context)).toEqual(model.nextLogits(context));
      }),
    );
  });

  const model = ngramModel(countNgrams([[0, 1, 2, 0, 1]], { order: 3, vocabSize: 3 }), modifiedKneserNey);

  it("is refused when a byte of it has changed, or it is cut or added to, with the path and the reason", () => {
    saveNgramModel(path, model);
    const bytes = readFileSync(path);
    const anyDamage = fc.oneof(
      fc.nat(bytes.length - 1).map((length) => bytes.subarray(0, length)),
      fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, flip]) => {
        const flipped = Uint8Array.from(bytes);
        flipped[at]! ^= flip;
        return flipped;
      }),
      fc.uint8Array({ minLength: 1 }).map((more) => Buffer.concat([bytes, more])),
    );
    fc.assert(
      fc.property(anyDamage, (damaged) => {
        writeFileSync(path, damaged);
        expect(() => loadNgramModel(path)).toThrow(`${path}: must `);
      }),
      { numRuns: 500 },
    );
  });

  it("must be of this kind and version", () => {
    writeFileSync(path, "\\data\\");
    expect(() => loadNgramModel(path)).toThrow(
      `${path}: must be a file that saveNgramModel wrote, got another: for ARPA files use readArpa`,
    );
    saveNgramModel(path, model);
    const bytes = readFileSync(path);
    bytes[8] = 2;
    writeFileSync(path, bytes);
    expect(() => loadNgramModel(path)).toThrow(`${path}: must be of version 1, got 2`);
    expect(() => loadNgramModel(join(folder, "none"))).toThrow("no such file");
  });

  it("must have a backoff table", () => {
    const byCounts = ngramModel(countNgrams([[0]], { order: 1, vocabSize: 1 }), mle);
    expect(() => saveNgramModel(path, byCounts)).toThrow(
      "model must have a backoff table for saveNgramModel to write, got mle",
    );
  });
});
