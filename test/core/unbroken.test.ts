import { afterEach, expect, it } from "vitest";
import { unbroken } from "kernel-utils/core";

const world = globalThis as { [key: symbol]: unknown };
const api = Symbol.for("next-token-kernel.api");
afterEach(() => delete world[api]);

it("unbroken does its work, in the kernel's way where there is one", () => {
  expect(unbroken(() => 1)).toBe(1);
  const seen: string[] = [];
  const own = <T>(work: () => T): T => {
    seen.push("before");
    return work();
  };
  world[api] = { cell: { unbroken: own } };
  expect(unbroken(() => seen.push("work"))).toBe(2);
  expect(seen).toEqual(["before", "work"]);
});
