import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyProject } from "./setup/copyProject";
import { environmentOf, makeHome } from "./setup/home";
import { inMountNamespace, noMounts } from "./setup/inMountNamespace";
import { oldPython } from "./setup/oldPython";
import { pythonWithoutEnsurepip } from "./setup/pythonWithoutEnsurepip";
import { start, startScript } from "./setup/runScript";

let folder: string;
let clone: string;
let env: NodeJS.ProcessEnv;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "next-token-problems-"));
  env = environmentOf(makeHome(join(folder, "home")));
  clone = copyProject(join(folder, "next-token"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What set-up says in that environment; its code must be 1, and nobody is shown a stack trace. */
async function problem(running: ReturnType<typeof start>): Promise<string> {
  const { code, stderr } = await running.ended;
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^✗ .*\n {2}\S.*\n$/) });
  expect(stderr).not.toMatch(/^\s+at /m);
  return stderr;
}

const setUp = (changes: NodeJS.ProcessEnv) => startScript(clone, { ...env, ...changes }, "setup.mjs");

/** A step of set-up by itself, so that a test of the last need not do those before it. */
const step = (file: string, ...steps: string[]) => [
  "--input-type=module",
  "-e",
  `import * as module from "./scripts/setup/${file}.mjs";
   try { for (const name of ${JSON.stringify(steps)}) await module[name].run(); }
   catch (problem) { process.stderr.write(String(problem)); process.exit(1); }`,
];

/** No registry: a port of this machine that nobody listens on, and nothing fetched before. */
const offline = () => ({
  npm_config_registry: "http://127.0.0.1:9/",
  npm_config_cache: join(folder, "empty npm cache"),
  PIP_CONFIG_FILE: "/dev/null",
  PIP_INDEX_URL: "http://127.0.0.1:9/",
  PIP_EXTRA_INDEX_URL: "",
  PIP_FIND_LINKS: "",
  PIP_NO_CACHE_DIR: "1",
});

describe("Node", () => {
  const platform = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;

  // 14 reads none of the syntax that set-up has behind its first file; 18 reads most of it. arm64 Macs have no 14.
  it.each(process.platform === "darwin" && process.arch === "arm64" ? ["18"] : ["14", "18"])(
    "%s is too old",
    async (version) => {
      const place = join(folder, `node ${version}`);
      mkdirSync(place);
      execFileSync("npm", ["install", "--prefix", place, "--no-audit", "--no-fund", `${platform}@${version}`], {
        stdio: "ignore",
        shell: process.platform === "win32",
      });
      const program = process.platform === "win32" ? "node.exe" : "node";
      const node = join(place, "node_modules", platform, "bin", program);
      for (const script of ["setup.mjs", "start.mjs"]) {
        const text = await problem(start(clone, env, node, join(clone, "scripts", script)));
        expect(text).toMatch(new RegExp(`^✗ Node is too old: it must be 20\\.19 or later, this is ${version}\\.`));
        expect(text).toContain("nvm install 24");
      }
      expect(existsSync(join(clone, ".venv"))).toBe(false);
    },
  );
});

describe.skipIf(process.platform === "win32")("Python", () => {
  it("is missing", async () => {
    const text = await problem(setUp({ PATH: dirname(process.execPath) + ".none" }));
    expect(text).toContain("✗ Python 3.10 or later is needed, and there is none on PATH.");
    expect(text).toContain("apt install python3 python3-venv");
  });

  it("is too old", async () => {
    const { path, version } = oldPython(folder);
    const text = await problem(setUp({ PYTHON: path }));
    expect(text).toContain(`✗ Python is too old: it must be 3.10 or later, this is ${version} (`);
  });

  it("has no ensurepip", async () => {
    const python = pythonWithoutEnsurepip(join(folder, "bare python"));
    const text = await problem(setUp({ PYTHON: python }));
    expect(text).toMatch(/^✗ Python 3\.\d+ \(.*bare python.*\) can't make virtual environments/);
    expect(text).toMatch(/apt install python3\.\d+-venv/);
  });
});

describe("the network", () => {
  it("does not answer npm", async () => {
    const text = await problem(setUp(offline()));
    expect(text).toContain("✗ The network does not answer.\n  Check the connection");
  });

  it("does not answer pip", async () => {
    const args = step("pythonEnvironment", "pythonEnvironment", "pythonPackages");
    const text = await problem(start(clone, { ...env, ...offline() }, process.execPath, ...args));
    expect(text).toContain("✗ The network does not answer.\n  Check the connection");
  });
});

describe.skipIf(noMounts)(`the disk${noMounts && `: ${noMounts}`}`, () => {
  // On a disk of that size; the project is copied onto it.
  const onDisk = (megabytes: number, ...args: string[]) => {
    const place = join(folder, "small disk");
    mkdirSync(place, { recursive: true });
    const mount = `mount -t tmpfs -o size=${megabytes}m none "$folder" && cp -R ../${basename(clone)}/. "$folder"`;
    return inMountNamespace(place, mount, env, process.execPath, ...args);
  };
  beforeAll(() => rmSync(join(clone, ".venv"), { recursive: true, force: true }));

  it("has no room for the environment", async () => {
    expect(await problem(onDisk(12, "scripts/setup.mjs"))).toContain("✗ The disk is full.\n  Make room");
  });

  it("has no room for npm's packages", async () => {
    const text = await problem(onDisk(40, ...step("npmPackages", "npmPackages")));
    expect(text).toContain("✗ The disk is full.\n  Make room");
  });

  it("has no room for Python's packages", async () => {
    const text = await problem(onDisk(50, ...step("pythonEnvironment", "pythonEnvironment", "pythonPackages")));
    expect(text).toContain("✗ The disk is full.\n  Make room");
  });

  it("is read-only", async () => {
    const mount = `mount --bind "$folder" "$folder" && mount -o remount,bind,ro "$folder"`;
    const text = await problem(inMountNamespace(clone, mount, env, process.execPath, "scripts/setup.mjs"));
    expect(text).toBe(
      `✗ Not writable: ${clone}\n  Make it writable for you, or move the project, then run the same command again.\n`,
    );
  });
});
