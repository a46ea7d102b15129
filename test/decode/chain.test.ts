import {
  chain,
  epsilonCutoff,
  etaCutoff,
  minLength,
  minP,
  noRepeatNgram,
  repetitionPenalty,
  temperature,
  topK,
  topP,
  type Transform,
  typicalP,
} from "kernel-utils/decode";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyLogits } from "./arbitraries";

describe("chain", () => {
  it("applies its transforms from left to right", () => {
    fc.assert(
      fc.property(anyLogits, (logits) => {
        expect(chain(temperature(0.7), topK(5), topP(0.8))(logits)).toEqual(
          topP(0.8)(topK(5)(temperature(0.7)(logits))),
        );
        expect(chain(chain(topK(5)), chain(), topP(0.8))(logits)).toEqual(chain(topK(5), topP(0.8))(logits));
        expect(chain()(logits)).toEqual(logits);
      }),
    );
  });

  it("is its transforms one after the other, in any order and number", () => {
    const ids = [1, 2, 3, 1, 2, 9];
    const minusOne: Transform = (logits) => logits.map((logit) => logit - 1);
    const penalties = [repetitionPenalty(1.3), repetitionPenalty(0.7), noRepeatNgram(3), minLength(9, [0, 4])];
    const cuts = [topK(3), topK(12), topP(0.8), minP(0.1), typicalP(0.7), epsilonCutoff(0.05), etaCutoff(0.1)];
    const any = fc.constantFrom(temperature(0.7), temperature(1.9), minusOne, ...penalties, ...cuts);
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), anyLogits, (transforms, logits) => {
        const run = (all: () => Float32Array) => {
          try {
            return all();
          } catch (error) {
            return String(error); // no token left, in both
          }
        };
        const oneByOne = () => transforms.reduce((result, transform) => transform(result, ids), logits);
        expect(run(() => chain(...transforms)(logits, ids))).toEqual(run(oneByOne));
      }),
      { numRuns: 1000 },
    );
  });

  it("takes a transform written by hand, one that leaves `out` unused too", () => {
    const negate: Transform = (logits) => logits.map((logit) => -logit);
    expect([...chain(temperature(0.5), negate, topK(1))(Float32Array.of(1, 2, 3))]).toEqual([-2, -Infinity, -Infinity]);
  });

  it("hands on the ids", () => {
    const ban: Transform = (logits, ids) => logits.map((logit, id) => (ids!.includes(id) ? -Infinity : logit));
    expect([...chain(temperature(1), chain(ban))(Float32Array.of(1, 2, 3), [2, 0])]).toEqual([-Infinity, 2, -Infinity]);
    expect([...chain(ban)(Float32Array.of(1, 2, 3))]).toEqual([1, 2, 3]);
  });

  it("throws a TypeError for what isn't a transform", () => {
    expect(() => chain(topK(1), 0.8 as never)).toThrow(
      new TypeError(
        "transforms[1] must be a function, got number: chain takes what temperature(0.8) or topK(50) returns",
      ),
    );
  });
});
