import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { jupyterEnvironment, root, venvPython } from "../../../scripts/environment.mjs";

/** What a Python program ended with. */
export interface PythonRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Run a program of this folder in the project's Python environment, in the folder of the notebooks. */
export function runPython(name: string, ...args: string[]): PythonRun {
  const program = fileURLToPath(new URL(name, import.meta.url));
  return spawnSync(venvPython, [program, ...args], {
    cwd: join(root, "notebooks"),
    env: jupyterEnvironment(),
    encoding: "utf8",
  });
}
