// @ts-check
import { existsSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, relative } from "node:path";

/**
 * Make the folder that takes executed copies, and make sure that no notebook is overwritten by its copy.
 * @param {string} folder absolute
 * @param {string[]} notebooks absolute paths
 * @returns {string} the folder, links resolved
 * @throws {Error} when it holds one of the notebooks, is a file, can't be made, or two copies would have one name
 */
export function outputFolder(folder, notebooks) {
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new Error(`--write needs a folder, got the file ${folder}`);
  }
  const names = notebooks.map((path) => basename(path));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Error(`notebooks must have different names, got two called ${twice}: run them one after the other`);
  // Asked before the folder is made, too: nothing is left behind by a refusal.
  if (existsSync(folder)) {
    const real = realpathSync(folder);
    const sources = notebooks.find((path) => relative(realpathSync(dirname(path)), real) === "");
    if (sources !== undefined) {
      throw new Error(
        `--write must be another folder than the notebooks' own, got ${folder}: notebooks stay as they are`,
      );
    }
  }
  mkdirSync(folder, { recursive: true });
  return realpathSync(folder);
}
