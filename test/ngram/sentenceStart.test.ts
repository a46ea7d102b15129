import { countNgrams, modifiedKneserNey, ngramModel } from "kernel-utils/ngram";
import { describe, expect, it } from "vitest";
import { findSentenceStart } from "../../kernel-utils/src/ngram/sentenceStart";

const startOf = (sentences: number[][], order: number, vocabSize = 4) =>
  findSentenceStart(countNgrams(sentences, { order, vocabSize }));

describe("findSentenceStart", () => {
  it.each([
    [
      [
        [3, 0, 1],
        [3, 1],
      ],
      2,
    ],
    [[[3, 0, 1], [3, 1], [], [3]], 3],
    [
      [
        [3, 3, 0, 1],
        [3, 3, 1],
      ],
      3,
    ],
    [
      [
        [3, 3, 3, 0],
        [3, 3, 3],
      ],
      4,
    ],
  ])("finds what begins every sentence of %j, at order %s", (sentences, order) => {
    expect(startOf(sentences, order)).toBe(3);
  });

  it.each([
    [
      "stands elsewhere too",
      [
        [3, 0, 3],
        [3, 1],
      ],
      2,
    ],
    [
      "doesn't begin all",
      [
        [3, 0],
        [3, 1],
        [1, 0],
      ],
      2,
    ],
    ["begins one sentence, the only one", [[3, 0, 1]], 2],
    [
      "stands there as often as no order needs",
      [
        [3, 3, 0],
        [3, 3, 1],
      ],
      4,
    ],
    [
      "stands there now once, now thrice",
      [
        [3, 3, 3, 0],
        [3, 1],
      ],
      3,
    ],
    [
      "is known at order 1 alone",
      [
        [3, 0],
        [3, 1],
      ],
      1,
    ],
  ])("finds nothing that %s", (_, sentences, order) => {
    expect(startOf(sentences, order)).toBeUndefined();
  });

  it("leaves the only token there is its probability", () => {
    const counts = countNgrams([[0], [0]], { order: 2, vocabSize: 1 });
    expect(ngramModel(counts, modifiedKneserNey).prob(0, [0])).toBe(1);
  });
});
