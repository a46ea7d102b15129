import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";

/**
 * A real Python whose standard library lacks ensurepip, as Debian ships it without python3-venv: a copy of this
 * machine's interpreter, which finds its library beside itself, made of links to all of the real one but that.
 * @param folder made
 * @returns the interpreter
 */
export function pythonWithoutEnsurepip(folder: string): string {
  const ask = "import os, sys; print(os.path.realpath(sys._base_executable)); print(os.path.dirname(os.__file__))";
  const [real = "", library = ""] = execFileSync("python3", ["-c", ask], { encoding: "utf8" }).trim().split("\n");
  const bin = join(folder, "bin");
  const lib = join(folder, "lib", basename(library));
  for (const path of [bin, lib]) mkdirSync(path, { recursive: true });
  for (const name of readdirSync(library)) {
    if (name !== "ensurepip" && name !== "site-packages") symlinkSync(join(library, name), join(lib, name));
  }
  const copy = join(bin, "python3");
  copyFileSync(real, copy);
  return copy;
}
