import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Collector } from "../../../kernel/src/language/collector";
import { startServer } from "../../../kernel/src/language/server";
import { patience } from "../wire/within";

describe("a language server collects its garbage", () => {
  let createCollector: (collect: () => void) => Collector;
  beforeEach(async () => {
    vi.useFakeTimers();
    vi.resetModules(); // the kernel keeps the timers that it has found
    ({ createCollector } = await import("../../../kernel/src/language/collector"));
  });
  afterEach(() => void vi.useRealTimers());

  it("once nobody asks any more", () => {
    const collect = vi.fn<() => void>();
    const collector = createCollector(collect);
    for (let i = 0; i < 3; i++) {
      collector.answered();
      vi.advanceTimersByTime(100);
    }
    expect(collect).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(collect).toHaveBeenCalledTimes(1);
  });

  it("and now and then where somebody always does", () => {
    const collect = vi.fn<() => void>();
    const collector = createCollector(collect);
    for (let i = 0; i < 100; i++) collector.answered();
    expect(collect).toHaveBeenCalledTimes(6);
  });
});

it("TypeScript's server knows the request to collect", async () => {
  const server = startServer(process.cwd());
  try {
    expect(await server.request("custom/runGC", undefined, patience)).toBeNull();
  } finally {
    server.kill();
  }
});
