import { describe, expect, it } from "vitest";
import { firstPage, hasScreen, labArguments, wishedPort } from "../../scripts/start/labArguments.mjs";

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

  it("leaves out what a person gives: JupyterLab refuses it twice", () => {
    const given = ["--log-level=DEBUG", "--ServerApp.root_dir=/home/me", "--LabApp.default_url=/tree"];
    const args = labArguments(given, machine);
    expect(args.slice(-3)).toEqual(given);
    expect(args.filter((argument) => /^--(log-level|ServerApp\.root_dir|LabApp\.default_url)=/.test(argument))).toEqual(
      given,
    );
  });

  it("opens our first notebook, but not in another folder", () => {
    expect(firstPage([])).toBe("lab/tree/00-start-here.ipynb");
    expect(firstPage(["--notebook-dir", "/home/me"])).toBe("lab");
    expect(labArguments(["--notebook-dir", "/home/me"], machine).join(" ")).not.toMatch(/root_dir|lab\/tree/);
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
