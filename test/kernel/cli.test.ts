import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { userDataFolder } from "../../kernel/src/user-data-folder";

const cli = fileURLToPath(new URL("../../kernel/dist/cli.js", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "next token 词 "));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const run = (args: string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [cli, ...args], { cwd: scratch, encoding: "utf8", env: { ...process.env, ...env } });
const specIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8")) as { argv: string[]; [field: string]: unknown };

describe("next-token-kernel install", () => {
  it("writes for this user's Jupyter, by default and with --user", () => {
    for (const args of [["install"], ["install", "--user"]]) {
      const data = join(scratch, `data ${args.length}`);
      const { status, stdout } = run(args, { JUPYTER_DATA_DIR: data });
      expect([status, stdout]).toEqual([0, `${join(data, "kernels", "typescript")}\n`]);
      expect(specIn(stdout.trim())).toEqual({
        argv: [process.execPath, "--max-semi-space-size=4", cli, "start", "{connection_file}"],
        display_name: "TypeScript",
        language: "typescript",
        interrupt_mode: "message",
        metadata: { debugger: false, supported_encryption: ["curve"] },
      });
    }
  });

  it("writes below a prefix, which may be a relative path", () => {
    const { status, stdout } = run(["install", "--prefix", "python"]);
    expect([status, stdout]).toEqual([0, `${join(scratch, "python", "share", "jupyter", "kernels", "typescript")}\n`]);
    expect(specIn(stdout.trim()).display_name).toBe("TypeScript");
  });

  it("writes stock tslab's beside it, with a program that is there", () => {
    const { stdout } = run(["install", "--tslab", "--prefix", "python"]);
    const spec = specIn(stdout.trim());
    expect(stdout.trim()).toBe(join(scratch, "python", "share", "jupyter", "kernels", "tslab"));
    expect(spec).toMatchObject({ display_name: "TypeScript (tslab)", interrupt_mode: "signal" });
    expect(spec.argv.slice(2)).toEqual(["kernel", "--config-path={connection_file}"]);
    expect(existsSync(spec.argv[1] as string)).toBe(true);
  });

  it.each([
    [["install", "--prefix"], /--prefix.*argument missing/],
    [["install", "--user", "--prefix", "x"], /--user or --prefix DIR, not both/],
    [["install", "--system"], /Unknown option '--system'/],
    [["install", "somewhere"], /Unexpected argument 'somewhere'/],
    [["start"], /start needs the connection file/],
    [["start", "nowhere.json"], /no connection file nowhere\.json/],
    [["start", cli, "more"], /one connection file, got more besides/],
    [["fly"], /there is no command fly/],
    [[], /say what to do/],
  ])("refuses %j, and says what can be typed", (args, message) => {
    const { status, stdout, stderr } = run(args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr).toContain("next-token-kernel start FILE");
  });

  it("says why it can't write", () => {
    const { status, stderr } = run(["install"], { JUPYTER_DATA_DIR: cli });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^next-token-kernel: (ENOTDIR|EEXIST)/);
  });
});

describe("userDataFolder", () => {
  const home = "home";
  it.each([
    ["linux", {}, join(home, ".local", "share", "jupyter")],
    ["linux", { XDG_DATA_HOME: "xdg" }, join("xdg", "jupyter")],
    ["linux", { XDG_DATA_HOME: "", JUPYTER_DATA_DIR: "" }, join(home, ".local", "share", "jupyter")],
    ["linux", { XDG_DATA_HOME: "xdg", JUPYTER_DATA_DIR: "own" }, "own"],
    ["darwin", { XDG_DATA_HOME: "xdg" }, join(home, "Library", "Jupyter")],
    ["win32", { APPDATA: "roaming" }, join("roaming", "jupyter")],
    ["win32", {}, join(home, ".jupyter", "data")],
    ["win32", { JUPYTER_CONFIG_DIR: "config" }, join("config", "data")],
  ] as const)("%s with %j", (platform, env, folder) => {
    expect(userDataFolder({ platform, env, home })).toBe(folder);
  });
});
