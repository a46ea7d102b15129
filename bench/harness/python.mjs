// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const projectVenv = fileURLToPath(new URL("../../.venv", import.meta.url));

/**
 * The Python of a virtual environment, if it has `module`. By default the one that BENCH_VENV names (for peers that the project
 * doesn't install, such as torch), else the project's.
 * @param {string} module
 * @param {string} [venv]
 * @returns {{ python: string } | import("./row.mjs").Missing}
 */
export function findPython(module, venv = process.env["BENCH_VENV"] ?? projectVenv) {
  const python = process.platform === "win32" ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python");
  if (!existsSync(python)) return { reason: `no Python in ${venv}: npm run setup puts it there` };
  if (spawnSync(python, ["-c", `import ${module}`]).status === 0) return { python };
  return { reason: `no ${module} in ${venv}: npm run setup puts it there` };
}
