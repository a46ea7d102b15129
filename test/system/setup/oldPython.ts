import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * A Python before 3.10. A real one where this machine has one (from pyenv, or on PATH); elsewhere a stand-in that
 * answers as 3.8 does, since there is none to be had from a package registry.
 * @param folder where the stand-in is written
 */
export function oldPython(folder: string): { readonly path: string; readonly version: string } {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), ".pyenv"), "versions");
  const ofPyenv = existsSync(versions)
    ? readdirSync(versions).map((name) => join(versions, name, "bin", "python"))
    : [];
  const question = "import sys; print('%d.%d %s' % (sys.version_info[0], sys.version_info[1], sys.executable))";
  for (const command of [...ofPyenv, "python3.9", "python3.8", "python3.7", "python3.6", "python2.7"]) {
    const { status, stdout } = spawnSync(command, ["-c", question], { encoding: "utf8" });
    const [version = "", path = ""] = status === 0 ? stdout.trim().split(" ") : [];
    if (/^(2|3\.[0-9])(\.|$)/.test(version)) return { path, version };
  }
  const path = join(folder, "python-stand-in");
  const answer = JSON.stringify({ executable: path, major: 3, minor: 8, hasVenv: true });
  writeFileSync(path, `#!/bin/sh\necho '${answer}'\n`, { mode: 0o755 });
  return { path, version: "3.8" };
}
