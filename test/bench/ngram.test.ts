import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { estimate, queriesOf, readText, workOf } from "../../bench/ngram/estimate.mjs";
import { kenlm, missingKenlm } from "../../bench/ngram/kenlm.mjs";

const folder = mkdtempSync(join(tmpdir(), "ngram-"));
const text = join(folder, "text");
writeFileSync(text, "a b a\n\nb\n");
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the ngram bench", () => {
  it("reads words as KenLM does: one sentence a line", () => {
    const { sentences, vocab } = readText(text);
    expect(vocab).toEqual(["<unk>", "<s>", "</s>", "a", "b"]);
    expect(sentences.map((ids) => Array.from(ids))).toEqual([
      [1, 3, 4, 3, 2],
      [1, 2],
      [1, 4, 2],
    ]);
  });

  it("asks for every token that has two before it", () => {
    expect([...queriesOf(readText(text).sentences)]).toEqual([1, 3, 4, 3, 4, 3, 4, 3, 2, 1, 4, 2]);
  });

  it("says how many n-grams a model has, and its perplexity, of the first words too", () => {
    const { model, sentences } = estimate(text);
    const { sizes, perplexity } = workOf(model, sentences);
    expect(sizes).toEqual([5, 7, 4]);
    const padded = sentences.map((ids) => Uint32Array.of(1, ...ids));
    expect(perplexity).toBeCloseTo(model.perplexity(padded), 4);
  });
});

describe("KenLM's programs", () => {
  const { KENLM_BIN } = process.env;
  afterEach(() => {
    if (KENLM_BIN === undefined) delete process.env.KENLM_BIN;
    else process.env.KENLM_BIN = KENLM_BIN;
  });

  it("are missed by name where they aren't", () => {
    process.env.KENLM_BIN = folder;
    expect(missingKenlm()).toEqual({
      reason:
        "no lmplz, build_binary, query, kenlm_benchmark of KenLM on the PATH or in KENLM_BIN: bench/ngram/kenlm.mjs says how to build it",
    });
    expect(() => kenlm("lmplz", [])).toThrow("lmplz ended (null)");
  });
});
