// @ts-check
import { existsSync, lstatSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { jupyterEnvironment, root, sitePackages, venv, venvPython } from "../environment.mjs";
import { runOrExplain } from "./runOrExplain.mjs";
import { findPython } from "./findPython.mjs";
import { fingerprint, readText, writeWhole } from "./stamp.mjs";

/** The list of the packages without which nothing runs. */
const required = "requirements.txt";
const stamp = join(venv, "next-token.json");

/** Python's and pip's settings of the person must not lead an install out of the environment. */
function pipEnvironment() {
  const { PIP_TARGET: _target, PIP_PREFIX: _prefix, PIP_ROOT: _root, ...env } = jupyterEnvironment();
  return { ...env, PIP_USER: "0", PIP_DISABLE_PIP_VERSION_CHECK: "1" };
}

/** What an environment is tied to: its place, and the Python that it links to. */
const ties = () => ({ root, python: realpathSync(venvPython) });

/** @returns {Record<string, string>} */
const readStamp = () => JSON.parse(readText(stamp) ?? "{}");

/** Whether .venv was made to its end, here, with a Python that is still there. */
function isWhole() {
  try {
    const { root: place, python, [required]: installed } = readStamp();
    return (
      place === root &&
      python === ties().python &&
      ["pip", ...(installed ? ["jupyterlab"] : [])].every((name) =>
        existsSync(join(sitePackages(), name, "__init__.py")),
      )
    );
  } catch {
    return false; // no interpreter, a link to a removed one, half a stamp
  }
}

/** Remove what is there; a folder itself stays, since it may be a mounted volume. */
function clear() {
  const found = lstatSync(venv, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return rmSync(venv, { force: true });
  for (const name of readdirSync(venv)) rmSync(join(venv, name), { recursive: true, force: true, maxRetries: 3 });
}

export const pythonEnvironment = {
  name: "Python environment (.venv)",
  isDone: isWhole,
  async run() {
    const { executable } = await findPython(pipEnvironment());
    clear();
    await runOrExplain("python -m venv", [executable, "-m", "venv", venv], { env: pipEnvironment() });
    // JupyterLab runs a yarn of its own below this folder: without this, Node takes that for an ES module, as our
    // package.json has it, and each start shows its stack trace.
    writeWhole(join(venv, "package.json"), "{}\n");
    writeWhole(stamp, JSON.stringify(ties()));
  },
};

/**
 * The step that installs what a list of pinned packages names.
 * @param {string} name
 * @param {string} list the file's name in the project's folder
 */
function packagesOf(name, list) {
  const file = join(root, list);
  return {
    name,
    isDone: () => isWhole() && readStamp()[list] === fingerprint([file]),
    async run() {
      const before = readStamp();
      // A pip that is killed can leave packages that only look whole: without a stamp, the environment is remade.
      rmSync(stamp, { force: true });
      const install = ["-m", "pip", "install", "--no-input", "--retries", "2", "--requirement", file];
      await runOrExplain("pip install", [venvPython, ...install], { env: pipEnvironment() });
      writeWhole(stamp, JSON.stringify({ ...before, ...ties(), [list]: fingerprint([file]) }));
    },
  };
}

/** JupyterLab, and what runs and converts notebooks. */
export const pythonPackages = packagesOf("Python packages", required);

/** What the tests and benches want besides. */
export const testPackages = packagesOf("Python packages for tests", "requirements-test.txt");
