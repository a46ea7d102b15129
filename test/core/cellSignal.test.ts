import { afterEach, expect, it } from "vitest";
import { cellSignal } from "kernel-utils/core";

const world = globalThis as { [key: symbol]: unknown };
const api = Symbol.for("next-token-kernel.api");
afterEach(() => delete world[api]);

it("cellSignal is the running cell's, as the kernel says at that moment", () => {
  expect(cellSignal()).toBeUndefined();
  const { signal } = new AbortController();
  world[api] = { cell: { signal } };
  expect(cellSignal()).toBe(signal);
});
