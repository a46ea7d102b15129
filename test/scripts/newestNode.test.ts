import { afterEach, expect, it, vi } from "vitest";
import { fetchNewestNode } from "../../scripts/newestNode.mjs";

afterEach(() => {
  vi.unstubAllEnvs();
});

it.runIf(process.platform === "linux" && process.arch === "x64")(
  "without a registry, says why the newest Node can't be had",
  { timeout: 70_000 },
  () => {
    // Nobody listens at the discard port.
    vi.stubEnv("npm_config_registry", "http://127.0.0.1:9/");
    vi.stubEnv("npm_config_fetch_retries", "0");
    expect(fetchNewestNode()).toMatchObject({
      reason: expect.stringMatching(/^npm could not bring it: npm error .*ECONNREFUSED/),
    });
  },
);
