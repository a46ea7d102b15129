import { chain, temperature, topK, topP, type Transform } from "kernel-utils/decode";
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
