import { describe, expect, it } from "vitest";
import { createReplayGuard } from "../../../kernel/src/wire/replay-guard";

describe("the replay guard", () => {
  it("knows a signature again", () => {
    const guard = createReplayGuard();
    expect([guard.isNew("a"), guard.isNew("b"), guard.isNew("a")]).toEqual([true, true, false]);
  });

  it("forgets the oldest first", () => {
    const guard = createReplayGuard(2);
    for (const signature of ["a", "b", "c"]) guard.isNew(signature);
    expect([guard.isNew("c"), guard.isNew("b"), guard.isNew("a")]).toEqual([false, false, true]);
  });

  it("refuses to remember nothing", () => {
    expect(() => createReplayGuard(0)).toThrow(/capacity must be >= 1, got 0/);
  });
});
