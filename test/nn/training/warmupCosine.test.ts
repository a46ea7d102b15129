import { warmupCosine } from "kernel-utils/nn";
import { describe, expect, it } from "vitest";

describe("warmupCosine", () => {
  it("agrees with get_cosine_schedule_with_warmup(optimizer, 3, 10) of transformers 5.23.0, up to its last step", () => {
    // Its get_last_lr() after 1, 2, … steps of a learning rate of 1.
    const golden = [0.3333333, 0.6666667, 1, 0.9504844, 0.8117449, 0.6112605, 0.3887395, 0.1882551, 0.0495156, 0];
    const factor = warmupCosine({ warmup: 3, steps: 10 });
    for (const [i, wanted] of golden.entries()) expect(factor(i + 1)).toBeCloseTo(wanted, 6);
  });

  it("stays at the floor, and at 1 where there is nothing but warm-up", () => {
    const factor = warmupCosine({ warmup: 0, steps: 4, floor: 0.1 });
    expect(factor(2)).toBeCloseTo(0.55, 12);
    expect([4, 5, 100].map(factor)).toEqual([0.1, 0.1, 0.1]);
    expect([1, 2].map(warmupCosine({ warmup: 2, steps: 2 }))).toEqual([0.5, 1]);
  });

  it.each([
    [{ warmup: 5, steps: 4 }, "warmup must be an integer in [0, 4], got 5"],
    [{ warmup: 0, steps: 0 }, "steps must be an integer >= 1, got 0"],
    [{ warmup: 0, steps: 4, floor: 1.5 }, "floor must be in [0, 1], got 1.5"],
  ])("refuses %j", (options, message) => {
    expect(() => warmupCosine(options)).toThrow(message);
  });
});
