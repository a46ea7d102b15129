import { describe, expect, it } from "vitest";
import { summary } from "../../bench/tokenize/summary.mjs";

describe("the tokenize bench", () => {
  it("finds encodings that differ different: another id, another order, another cut between texts", () => {
    const same = summary([[1, 2], [3]]);
    expect(summary([[1, 2], [3]])).toEqual(same);
    for (const other of [[[1, 2], [4]], [[2, 1], [3]], [[1], [2, 3]], [[1, 2]]]) {
      expect(summary(other)).not.toEqual(same);
    }
  });
});
