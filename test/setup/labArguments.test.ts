import { describe, expect, it } from "vitest";
import { hasScreen, labArguments, wishedPort } from "../../scripts/start/labArguments.mjs";

describe("hasScreen", () => {
  it.each([
    ["linux", { DISPLAY: ":0" }, true],
    ["linux", { WAYLAND_DISPLAY: "wayland-0" }, true],
    ["linux", { BROWSER: "/usr/bin/open-on-the-host" }, true],
    ["linux", {}, false],
    ["linux", { DISPLAY: ":0", CI: "true" }, false],
    ["darwin", {}, true],
    ["win32", {}, true],
    ["darwin", { CI: "1" }, false],
  ] as const)("%s %o: %s", (platform, env, expected) => {
    expect(hasScreen(env, platform)).toBe(expected);
  });
});

describe("labArguments", () => {
  const machine = { env: { DISPLAY: ":0" }, platform: "linux", isRoot: false } as const;

  it("asks for root's permission only for root", () => {
    expect(labArguments([], machine)).not.toContain("--allow-root");
    expect(labArguments([], { ...machine, isRoot: true })).toContain("--allow-root");
  });

  it("opens no browser where nobody sees it", () => {
    expect(labArguments([], machine)).not.toContain("--no-browser");
    expect(labArguments([], { ...machine, env: {} })).toContain("--no-browser");
  });

  it("puts a person's own arguments last, where they win", () => {
    expect(labArguments(["--log-level=DEBUG"], machine).at(-1)).toBe("--log-level=DEBUG");
  });
});

describe("wishedPort", () => {
  it.each([
    [[], 8888],
    [["--no-browser"], 8888],
    [["--port=9000"], 9000],
    [["--port", "9000"], 9000],
    [["--ServerApp.port=9000"], 9000],
    [["--port=1", "--port=2"], 2],
    [["--ServerApp.port_retries=3"], 8888],
  ] as const)("%o: %i", (args, port) => {
    expect(wishedPort(args)).toBe(port);
  });
});
