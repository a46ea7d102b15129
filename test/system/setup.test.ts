import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { copyProject } from "./setup/copyProject";
import { environmentOf, listing, makeHome } from "./setup/home";
import { runCell } from "./setup/runCell";
import { evaluate, startScript } from "./setup/runScript";

const cell = `import { softmax } from "kernel-utils/core";\nconsole.log(softmax([0, 0])[0]);`;

let folder: string;
let clone: string;
let home: string;
let env: NodeJS.ProcessEnv;
let homeBefore: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "next-token-setup-"));
  home = makeHome(join(folder, "home"));
  homeBefore = listing(home);
  env = environmentOf(home);
  clone = copyProject(join(folder, "路径 with spaces", "next-token"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const setUp = (where: string, environment = env) => startScript(where, environment, "setup.mjs");

/** The number of a folder's entries; 0 where there is none. */
const numEntries = (path: string) => (existsSync(path) ? readdirSync(path).length : 0);

/** How many packages pip has put into .venv so far, its own files among them. */
function numPythonPackages() {
  const lib = join(clone, ".venv", "lib");
  const [python = ""] = existsSync(lib) ? readdirSync(lib) : [];
  return numEntries(join(lib, python, "site-packages"));
}

/** Set up, kill -9 once that much is done, and wait until the programs it ran have ended with it. */
async function killOnce(isFarEnough: () => boolean) {
  const { child, ended, output } = setUp(clone);
  await vi.waitFor(() => expect(isFarEnough(), output()).toBe(true), { timeout: 120_000, interval: 20 });
  child.kill("SIGKILL");
  await ended;
  const programs = () => execFileSync("ps", ["-A", "-o", "args"], { encoding: "utf8" });
  await vi.waitFor(() => expect(programs()).not.toContain(clone), { timeout: 20_000, interval: 100 });
}

// One clone, and each test goes on where the one before it ended: setting one up takes most of a minute.
describe.skipIf(process.platform === "win32")("npm run setup, in a folder with spaces and Chinese characters", () => {
  it("goes on after a kill -9 in the middle of npm, and in the middle of pip", async () => {
    await killOnce(() => numEntries(join(clone, "node_modules")) > 50);
    expect(existsSync(join(clone, "node_modules", ".package-lock.json"))).toBe(false);
    await killOnce(() => numPythonPackages() > 40);
    expect(existsSync(join(clone, ".venv", "next-token.json"))).toBe(false);

    const { code, stdout, stderr } = await setUp(clone).ended;
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const steps = stdout.split("\n").filter((line) => line.startsWith("✓"));
    expect(steps).toEqual([
      expect.stringMatching(/^✓ Python environment \(\.venv\) \d+\.\d s$/), // a half-filled one is made anew
      expect.stringMatching(/^✓ Python packages \d+\.\d s$/),
      expect.stringMatching(/^✓ kernel \d+\.\d s$/),
      expect.stringMatching(/^✓ Jupyter's settings \d+\.\d s$/),
    ]);
  });

  it("gives a kernel that runs a cell with kernel-utils", async () => {
    expect(await runCell(clone, env, cell)).toBe("0.5\n");
  });

  it("does no step the second time, and needs neither npm nor Python", async () => {
    const { npm_execpath: _npm, ...withoutNpm } = env;
    const { code, stdout, stderr } = await setUp(clone, { ...withoutNpm, PATH: "" }).ended;
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "Everything is set up.\n", stderr: "" });
  });

  it.each([
    ["a source", ["✓ build of kernel and kernel-utils", "✓ kernel"], "kernel/src/index.ts", "\n// changed\n"],
    ["what was built", ["✓ build of kernel and kernel-utils"], "kernel-utils/dist/core/index.js", "// changed\n"],
    ["the pinned packages", ["✓ Python packages"], "requirements.txt", "# changed\n"],
  ])("does only what a change asks for: %s", async (_what, steps, file, addition) => {
    appendFileSync(join(clone, file), addition);
    const { code, stdout, stderr } = await setUp(clone).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const done = stdout.split("\n").filter((line) => line.startsWith("✓"));
    expect(done.map((line) => line.replace(/ \d+\.\d s$/, ""))).toEqual(steps);
  });

  const venvFile = (...path: string[]) => join(clone, ".venv", ...path);
  it.each([
    ["no interpreter", () => venvFile("bin", "python"), () => {}],
    [
      "a link to a removed Python",
      () => venvFile("bin", "python"),
      (path: string) => symlinkSync("/nowhere/python3", path),
    ],
    ["no packages", () => venvFile("lib"), () => {}],
    ["half a stamp", () => venvFile("next-token.json"), (path: string) => writeFileSync(path, '{"root":')],
    ["a file in its place", () => venvFile(), (path: string) => writeFileSync(path, "")],
    ["nothing in its place", () => venvFile(), () => {}],
  ])("recognises a broken .venv: %s", async (_what, place, damage) => {
    const isDone = `import { pythonEnvironment } from "./scripts/setup/pythonEnvironment.mjs"; console.log(pythonEnvironment.isDone())`;
    expect(await evaluate(clone, env, isDone)).toBe("true");
    const path = place();
    renameSync(path, `${clone}-aside`);
    damage(path);
    expect(await evaluate(clone, env, isDone)).toBe("false");
    rmSync(path, { force: true });
    renameSync(`${clone}-aside`, path);
  });

  it("repairs a clone that was moved, while another is set up twice at once", async () => {
    const moved = join(folder, "moved");
    renameSync(clone, moved);
    clone = moved;
    const other = copyProject(join(folder, "other"));
    const runs = [setUp(moved), setUp(other), setUp(other)];
    const [repaired, ...twice] = await Promise.all(runs.map(({ ended }) => ended));

    expect(repaired).toMatchObject({ code: 0, stderr: "" });
    expect(repaired?.stdout).toContain("✓ Python environment");
    expect(repaired?.stdout).not.toContain("✓ npm packages");
    for (const { code, stderr } of twice) expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [worked, waited] = twice.map(({ stdout }) => stdout).toSorted((a, b) => b.length - a.length);
    expect(worked).toContain("✓ npm packages");
    expect(waited).toContain("Another set-up is at work in this folder: waiting for it.");
    expect(waited).not.toContain("✓");
    expect(await runCell(moved, env, cell)).toBe("0.5\n");
    expect(await runCell(other, env, cell)).toBe("0.5\n");
  });

  it("has left the home folder as it was", () => {
    expect(listing(home)).toEqual(homeBefore);
  });
});
