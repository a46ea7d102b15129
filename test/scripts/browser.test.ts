import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findBrowser } from "../../scripts/browser.mjs";

let folder: string;
/** A program of that name, which a search for browsers takes for one. */
const program = (name: string): string => {
  const path = join(folder, name);
  writeFileSync(path, "#!/bin/sh\n");
  chmodSync(path, 0o755);
  return path;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "next-token-browser-"));
  vi.stubEnv("CHROME_PATH", "");
  vi.stubEnv("PATH", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform !== "linux")("findBrowser", () => {
  it("takes CHROME_PATH before all else", () => {
    program("chromium");
    const mine = program("my-browser");
    vi.stubEnv("CHROME_PATH", mine);
    expect(findBrowser()).toBe(mine);
  });

  it("says what is wrong with a CHROME_PATH that names no program", () => {
    vi.stubEnv("CHROME_PATH", join(folder, "nothing"));
    expect(findBrowser).toThrow(/CHROME_PATH must be a browser's program, got .*nothing.*correct or unset it/);
  });

  it.each(["google-chrome", "chromium", "microsoft-edge"])("finds %s on PATH", (name) => {
    const found = program(name);
    vi.stubEnv("PATH", ["/nowhere", folder].join(delimiter));
    expect(findBrowser()).toBe(found);
  });

  it("passes over what can't be run, and finds nothing where there is nothing", () => {
    chmodSync(program("chromium"), 0o644);
    expect(findBrowser()).toBeUndefined();
  });
});
