import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  addK,
  countNgrams,
  interpolation,
  mle,
  modifiedKneserNey,
  ngramModel,
  readArpa,
  stupidBackoff,
  writeArpa,
  type NgramModel,
} from "kernel-utils/ngram";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { anyOrder, anySentences } from "./arbitraries";

const folder = mkdtempSync(join(tmpdir(), "arpa-"));
const path = join(folder, "model.arpa");
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const small = String.raw`# a comment

\data\
ngram 1=4
ngram 2=3

\1-grams:
-1	<unk>	0
0	<s>	-0.30103
-0.5	a	-0.30103
-0.30103	</s>

\2-grams:
-0.1	<s> a
-0.25	a </s>
-0.5	a a

\end\
`;

function read(text: string | Uint8Array): { model: NgramModel; vocab: string[] } {
  writeFileSync(path, text);
  return readArpa(path);
}

describe("readArpa", () => {
  it("reads probabilities and backoffs", () => {
    for (const text of [small, small.replaceAll("\n", "\r\n"), small.replaceAll("\t", " ")]) {
      const { model, vocab } = read(text);
      expect(vocab).toEqual(["<unk>", "<s>", "a", "</s>"]);
      expect(model.order).toBe(2);
      expect(model.name).toBe(`the ARPA file ${path}`);
      expect(model.prob(2, [1])).toBeCloseTo(10 ** -0.1, 12);
      expect(model.prob(3, [1])).toBeCloseTo(10 ** -0.60206, 12);
      expect(model.prob(0, [3])).toBeCloseTo(0.1, 12);
      expect(model.prob(1, [])).toBe(0);
      expect(Math.exp(model.nextLogits([2])[2]!)).toBeCloseTo(10 ** -0.5, 6);
    }
  });

  it.each<[string, string, string, number, string]>([
    [
      "no ARPA file",
      "# a comment\n\n\\data\\",
      "Call me Ishmael",
      1,
      String.raw`must be \data\, got "Call me Ishmael": is`,
    ],
    ["no sizes", "ngram 1=4\nngram 2=3\n", "", 4, "must be ngram 1=…, got an empty line"],
    ["a size missing", "ngram 1=4\n", "", 4, 'must be ngram 1=…, got "ngram 2=3"'],
    ["a size that is none", "2=3", "2=x", 5, 'must be ngram 2=…, got "ngram 2=x"'],
    ["a size beyond the file's", "2=3", "2=99999999999", 5, "must be at most what 168 bytes can hold, got 99999999999"],
    [
      "too long n-grams",
      "ngram 2=3\n",
      [2, 3, 4, 5, 6, 7, 8].map((n) => `ngram ${n}=1\n`).join(""),
      12,
      "must be of order 7",
    ],
    ["no 1-grams", "1=4", "1=0", 6, "must have at least one 1-gram, got ngram 1=0"],
    ["another section", "\\2-grams:", "\\3-grams:", 13, String.raw`must be \2-grams:, got "\\3-grams:"`],
    ["fewer n-grams than said", "-0.5\ta a\n", "", 16, "must be a number, 2 tokens and perhaps a backoff, got"],
    ["more n-grams than said", "2=3", "2=2", 16, String.raw`must be \end\, got "-0.5\ta a"`],
    ["a token twice", "-1\t<unk>", "-1\ta", 10, "must be a token that hasn't come before, got a again"],
    ["an n-gram twice", "a a", "<s> a", 16, "must be an n-gram that hasn't come before, got that of line 14 again"],
    ["a token that isn't a 1-gram", "a a", "a b", 16, "must have tokens of the 1-grams, got b"],
    ["a word for a number", "-0.25", "x", 15, 'must have a number there, got "x"'],
    ["NaN", "-0.25", "NaN", 15, 'must have a number there, got "NaN"'],
    ["a probability above 1", "-0.25", "0.25", 15, "must have a log10-probability <= 0, got 0.25"],
    ["a backoff that isn't finite", "a\t-0.30103", "a\tInfinity", 10, 'must have a number there, got "Infinity"'],
    ["a backoff of the longest", "a a", "a a\t-1", 16, "must have no backoff, being of the longest n-grams, got -1"],
    ["no end", "\\end\\\n", "", 18, String.raw`must be \end\, got the file's end: it is cut short`],
  ])("refuses %s, with its line", (_, part, replacement, line, message) => {
    expect(small).toContain(part);
    expect(() => read(small.replace(part, replacement))).toThrow(`${path}, line ${line}: ${message}`);
  });

  it("refuses an n-gram whose context isn't there", () => {
    const text = small.replace("2=3\n", "2=3\nngram 3=1\n").replace("\\end\\", "\\3-grams:\n-1\t<s> <s> a\n\n\\end\\");
    expect(() => read(text)).toThrow(`${path}, line 20: must have its first 2 tokens among the 2-grams`);
  });

  it("refuses bytes that aren't UTF-8, and a file that isn't there", () => {
    expect(() => read(Uint8Array.of(0x1f, 0x8b, 0x08))).toThrow(
      `${path}, after line 0: must be UTF-8, got other bytes`,
    );
    expect(() => readArpa(join(folder, "none"))).toThrow("no such file");
  });

  it("says where it fails, whatever happened to a file", () => {
    const bytes = Buffer.from(small);
    const anyDamage = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255), length: fc.nat(bytes.length) });
    fc.assert(
      fc.property(anyDamage, fc.boolean(), ({ at, byte, length }, isCut) => {
        const damaged = Uint8Array.from(bytes.subarray(0, isCut ? length : bytes.length));
        if (at < damaged.length) damaged[at] = byte;
        try {
          const { model } = read(damaged);
          expect(model.nextLogits([0])).toHaveLength(model.vocabSize);
        } catch (error) {
          // eslint-disable-next-line vitest/no-conditional-expect
          expect((error as Error).message.startsWith(`${path}, `)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("writeArpa", () => {
  it("writes what readArpa reads: the same n-grams and probabilities", () => {
    fc.assert(
      fc.property(anySentences, anyOrder, ({ sentences, vocabSize }, order) => {
        const vocab = Array.from({ length: vocabSize }, (_, id) => `w${id}`);
        const model = ngramModel(countNgrams(sentences, { order, vocabSize }), modifiedKneserNey);
        writeArpa(path, model, { vocab });
        const again = readArpa(path);
        expect(again.vocab).toEqual(vocab);
        for (const context of [[], ...sentences]) {
          const [expected, actual] = [model, again.model].map(({ nextLogits }) => nextLogits(context));
          for (const [id, logit] of expected!.entries()) {
            expect(Math.abs(Math.exp(logit) - Math.exp(actual![id]!))).toBeLessThan(1e-5);
          }
        }
        const written = readFileSync(path, "utf8");
        writeArpa(path, again.model, { vocab });
        expect(readFileSync(path, "utf8")).toBe(written);
      }),
      { numRuns: 50 },
    );
  });

  it("writes a backoff of 0 so that it is read as 0", () => {
    const model = ngramModel(
      countNgrams(
        [
          [0, 1],
          [0, 1],
        ],
        { order: 2, vocabSize: 2 },
      ),
      interpolation([1, 1]),
    );
    writeArpa(path, model, { vocab: ["a", "b"] });
    expect(readFileSync(path, "utf8")).toContain("\ta\t-99\n");
    expect(readArpa(path).model.prob(0, [0])).toBe(0);
  });

  const counts = countNgrams([[0, 1, 2]], { order: 2, vocabSize: 3 });

  it("refuses models that the format has no place for", () => {
    const vocab = ["a", "b", "c"];
    for (const smoothing of [mle, addK(1)]) {
      expect(() => writeArpa(path, ngramModel(counts, smoothing), { vocab })).toThrow(
        `model must have a backoff table for writeArpa to write, got ${smoothing.name}`,
      );
    }
    expect(() => writeArpa(path, ngramModel(counts, stupidBackoff()), { vocab })).toThrow(
      "model must have no backoff for contexts never seen, which ARPA files have no place for, got stupidBackoff(0.4)",
    );
  });

  it.each([
    [["a", "b"], "vocab must have a token for each of the 3 ids, got 2"],
    [["a", "b", ""], 'vocab must have tokens of text without white space, got "" for id 2'],
    [["a", " ", "c"], 'vocab must have tokens of text without white space, got " " for id 1'],
    [["a", "b", "a\ud800"], "vocab must have tokens of text without white space, got"],
    [["a", "b", "a"], 'vocab must have no token twice, got "a" for id 2 and for id 0'],
  ])("refuses the vocabulary %j", (vocab, message) => {
    expect(() => writeArpa(path, ngramModel(counts, modifiedKneserNey), { vocab })).toThrow(message);
  });
});
