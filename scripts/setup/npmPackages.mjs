// @ts-check
import { existsSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { root } from "../environment.mjs";
import { runOrExplain } from "./runOrExplain.mjs";
import { readText } from "./stamp.mjs";

/** npm writes this file last, after all packages are in place: it is our stamp too. */
const installedFile = join(root, "node_modules", ".package-lock.json");

/** @typedef {{ packages: Record<string, object> }} Lock */

/**
 * Whether npm's record of what it installed is what the lock file asks for.
 * Packages for other platforms are optional and may be missing.
 * @param {Lock} lock package-lock.json
 * @param {Lock} installed node_modules/.package-lock.json
 */
export function isInstalled(lock, installed) {
  const wanted = Object.entries(lock.packages).filter(([path]) => path !== "");
  return (
    Object.keys(installed.packages).every((path) => path in lock.packages) &&
    wanted.every(([path, entry]) =>
      path in installed.packages
        ? isDeepStrictEqual(installed.packages[path], entry)
        : "optional" in entry && entry.optional === true,
    )
  );
}

/** The npm that runs us, or the one beside this Node, or the one on PATH. */
function npmCommand() {
  const running = process.env.npm_execpath;
  if (running !== undefined && basename(running) === "npm-cli.js") return [process.execPath, running];
  const folder = dirname(process.execPath);
  const beside = [join(folder, "..", "lib"), folder]
    .map((library) => join(library, "node_modules", "npm", "bin", "npm-cli.js"))
    .find((file) => existsSync(file));
  return beside === undefined ? ["npm"] : [process.execPath, beside];
}

/**
 * npm ends with code 0 though files could not be written (seen with npm 11.19 on a full disk): only a warning says so.
 * @param {string} output
 */
const leftOutFiles = (output) => output.includes("TAR_ENTRY_ERROR");

export const npmPackages = {
  name: "npm packages",
  isDone() {
    const lock = readText(join(root, "package-lock.json"));
    const installed = readText(installedFile);
    if (lock === undefined || installed === undefined) return false;
    try {
      return isInstalled(JSON.parse(lock), JSON.parse(installed));
    } catch {
      return false; // half a file
    }
  },
  async run() {
    rmSync(installedFile, { force: true });
    // The build is a step of its own. What a person's npmrc leaves out is needed here.
    const flags = ["--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
    // Retry, but don't let a missing network take npm's usual minutes to show.
    const patience = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000"];
    await runOrExplain("npm ci", [...npmCommand(), "ci", ...flags, ...patience], { hasFailed: leftOutFiles }).catch(
      (error) => {
        rmSync(installedFile, { force: true });
        throw error;
      },
    );
  },
};
