import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { venvPython } from "../../../scripts/environment.mjs";

/** What somebody who uses Jupyter already has in the home folder. */
const files = {
  ".jupyter/jupyter_server_config.py": "c.ServerApp.port = 1234\n",
  ".jupyter/lab/user-settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings":
    '{ "theme": "JupyterLab Dark" }',
  ".jupyter/lab/workspaces/default.jupyterlab-workspace": "{}",
  ".local/share/jupyter/kernels/typescript/kernel.json":
    '{ "argv": ["/nowhere"], "display_name": "Another", "language": "x" }',
  ".local/share/jupyter/runtime/jpserver-1.json": "{}",
  ".ipython/profile_default/startup/00-first.py": "raise SystemExit('not mine to run')\n",
};

/** Make such a home folder. */
export function makeHome(folder: string): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Every folder and file below, the files with a hash of what they hold. */
export function listing(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const hash = entry.isFile() ? createHash("sha256").update(readFileSync(path)).digest("hex") : "";
      return `${path} ${hash}`;
    })
    .toSorted();
}

const asked = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: "utf8" }).trim();

/**
 * The environment of somebody with that home folder. npm's and pip's own settings and caches stay those of this
 * machine: they belong to npm and pip, and without them each test would fetch everything anew.
 */
export function environmentOf(home: string): NodeJS.ProcessEnv {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(XDG_\w+_HOME|(JUPYTER|VITEST|VIRTUAL_ENV|PYTHON)\w*)$/.test(name),
    ),
  );
  return {
    ...env,
    HOME: home,
    USERPROFILE: home,
    // Programs that look below HOME for themselves: pyenv's python3, and rustup's rustc, which pip asks for its version.
    PYENV_ROOT: process.env.PYENV_ROOT ?? join(homedir(), ".pyenv"),
    RUSTUP_HOME: process.env.RUSTUP_HOME ?? join(homedir(), ".rustup"),
    npm_config_cache: asked("npm", "config", "get", "cache"),
    npm_config_userconfig: asked("npm", "config", "get", "userconfig"),
    PIP_CACHE_DIR: asked(venvPython, "-m", "pip", "cache", "dir"),
  };
}
