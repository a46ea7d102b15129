// @ts-check
// Stamps: small files that say "this was finished, with that". Written last, so an interrupted step has none.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The text of a file, or nothing where there is none to read.
 * @param {string} file
 */
export function readText(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/**
 * Write a file whole or not at all: aside first, then renamed.
 * @param {string} file
 * @param {string} text
 */
export function writeWhole(file, text) {
  const draft = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * One hash of all files below the folders, names included; a folder or file that is missing counts as such.
 * @param {readonly string[]} paths folders and files
 * @returns {string} hexadecimal
 */
export function fingerprint(paths) {
  const hash = createHash("sha256");
  /** @param {string} file */
  const addFile = (file) => hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  for (const path of paths) {
    try {
      const entries = readdirSync(path, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      for (const file of files.toSorted()) addFile(file);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code === "ENOTDIR") addFile(path);
      else if (code === "ENOENT") hash.update(`${path} is missing\0`);
      else throw error;
    }
  }
  return hash.digest("hex");
}
