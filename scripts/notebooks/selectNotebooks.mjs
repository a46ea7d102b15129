// @ts-check
import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";

/**
 * The notebooks of a folder, in the order of their names.
 * @param {string} folder
 * @returns {string[]} paths
 */
export function notebooksIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ipynb"))
    .toSorted()
    .map((name) => join(folder, name));
}

/**
 * What of `paths` a reader means by `word`: the start of a name ("05"), a name with or without .ipynb.
 * @param {string} word
 * @param {string[]} paths
 */
export function matching(word, paths) {
  const exact = paths.filter((path) => [basename(path), basename(path, ".ipynb")].includes(word));
  return exact.length > 0 ? exact : paths.filter((path) => basename(path).startsWith(word));
}

/**
 * The notebooks that `words` mean, each once; all of them when there are no words.
 * @param {string[]} words starts of names, names, or paths of any notebook (from `cwd`)
 * @param {{ folder: string, cwd: string }} places the course's notebooks, and where paths start
 * @returns {string[]} absolute paths
 * @throws {Error} for a word that means none; it lists the notebooks
 */
export function selectNotebooks(words, { folder, cwd }) {
  const all = notebooksIn(folder);
  const names = all.map((path) => `  ${basename(path, ".ipynb")}`).join("\n");
  if (words.length === 0) {
    if (all.length === 0) throw new Error(`there are no notebooks in ${folder}`);
    return all;
  }
  const chosen = words.flatMap((word) => {
    const path = resolve(cwd, word);
    if (word.endsWith(".ipynb") && existsSync(path) && statSync(path).isFile()) return [realpathSync(path)];
    const found = word === "" ? [] : matching(word, all);
    if (found.length === 0) throw new Error(`there is no notebook "${word}"; choose by path, or from\n${names}`);
    return found;
  });
  return [...new Set(chosen)];
}
