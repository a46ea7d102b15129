import { describe, expect, it } from "vitest";
import { isInstalled } from "../../scripts/setup/npmPackages.mjs";

const entry = (version: string) => ({ version, integrity: `sha512-${version}` });
const lock = {
  packages: {
    "": { name: "next-token" },
    kernel: { version: "0.1.0" },
    "node_modules/a": entry("1.0.0"),
    "node_modules/a-win32": { ...entry("1.0.0"), optional: true },
  },
};
const { "": _root, "node_modules/a-win32": _otherPlatform, ...installedPackages } = lock.packages;

describe("isInstalled", () => {
  it("holds for what npm writes after npm ci: all but the root and other platforms' packages", () => {
    expect(isInstalled(lock, { packages: installedPackages })).toBe(true);
  });

  it.each([
    ["a package is missing", { kernel: lock.packages.kernel }],
    ["another version is there", { ...installedPackages, "node_modules/a": entry("1.0.1") }],
    [
      "another archive of the version is there",
      { ...installedPackages, "node_modules/a": { version: "1.0.0", integrity: "sha512-x" } },
    ],
    ["a package is there that the lock file does not have", { ...installedPackages, "node_modules/b": entry("1.0.0") }],
    ["a workspace changed", { ...installedPackages, kernel: { version: "0.2.0" } }],
  ])("does not hold when %s", (_what, packages) => {
    expect(isInstalled(lock, { packages })).toBe(false);
  });
});
