import { padSentence } from "kernel-utils/ngram";
import { describe, expect, it } from "vitest";

describe("padSentence", () => {
  it.each([
    { order: 1, expected: [5, 6, 9] },
    { order: 2, expected: [8, 5, 6, 9] },
    { order: 3, expected: [8, 8, 5, 6, 9] },
  ])("puts order - 1 bos before and one eos after: order $order", ({ order, expected }) => {
    expect(padSentence([5, 6], { order, bos: 8, eos: 9 })).toEqual(expected);
  });

  it("takes typed arrays and empty sentences", () => {
    expect(padSentence(Uint32Array.of(5), { order: 2, bos: 0, eos: 1 })).toEqual([0, 5, 1]);
    expect(padSentence([], { order: 2, bos: 0, eos: 1 })).toEqual([0, 1]);
  });

  it("throws for an order or an id out of range", () => {
    expect(() => padSentence([], { order: 0, bos: 0, eos: 1 })).toThrow(
      new RangeError("order must be an integer in [1, 7], got 0"),
    );
    expect(() => padSentence([], { order: 2, bos: -1, eos: 1 })).toThrow(
      new RangeError("bos must be an integer >= 0, got -1"),
    );
    expect(() => padSentence([], { order: 2, bos: 0, eos: 0.5 })).toThrow(
      new RangeError("eos must be an integer >= 0, got 0.5"),
    );
    expect(() => padSentence([], { order: 2, bos: 0 } as never)).toThrow(
      new TypeError("eos must be a number, got undefined"),
    );
  });
});
