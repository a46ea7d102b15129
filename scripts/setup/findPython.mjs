// @ts-check
import { Problem } from "./Problem.mjs";
import { run } from "./run.mjs";

const oldest = "3.10";

/**
 * What a Python says of itself.
 * @typedef {object} Python
 * @property {string} executable its full path
 * @property {number} major
 * @property {number} minor
 * @property {boolean} hasVenv whether it can make virtual environments with pip in them
 */

/** Printed by the Python that is asked; in words that Python 2.7 reads as well. */
const question = `
import json, sys
try:
    import venv, ensurepip
    has_venv = hasattr(ensurepip, "bootstrap")
except ImportError:
    has_venv = False
print(json.dumps({"executable": sys.executable, "major": sys.version_info[0], "minor": sys.version_info[1], "hasVenv": has_venv}))
`;

/**
 * The commands that may be a Python, the likeliest first.
 * @param {NodeJS.ProcessEnv} env PYTHON, where set, is the only one
 * @returns {string[][]}
 */
export function pythonCommands({ PYTHON }) {
  if (PYTHON) return [[PYTHON]];
  const versioned = ["3.14", "3.13", "3.12", "3.11", "3.10"].map((version) => [`python${version}`]);
  return [["python3"], ["python"], ...(process.platform === "win32" ? [["py", "-3"]] : []), ...versioned];
}

/** @param {Python} python */
const isRecent = ({ major, minor }) => major > 3 || (major === 3 && minor >= 10);

/**
 * The Python to use among those that answered.
 * @param {readonly Python[]} pythons in the order of preference
 * @returns {Python}
 * @throws {Problem} when there is none, all are too old, or none can make virtual environments
 */
export function choosePython(pythons) {
  const recent = pythons.filter(isRecent);
  const usable = recent.find(({ hasVenv }) => hasVenv);
  if (usable) return usable;
  const [incomplete] = recent;
  if (incomplete) {
    const { executable, major, minor } = incomplete;
    throw new Problem(
      `Python ${major}.${minor} (${executable}) can't make virtual environments: its venv or ensurepip module is missing.`,
      `Install it (Debian, Ubuntu: apt install python${major}.${minor}-venv), or set PYTHON to another Python's path, then run the same command again.`,
    );
  }
  const [old] = pythons;
  const found = old && `this is ${old.major}.${old.minor} (${old.executable})`;
  throw new Problem(
    found
      ? `Python is too old: it must be ${oldest} or later, ${found}.`
      : `Python ${oldest} or later is needed, and there is none on PATH.`,
    "Install one (python.org; Debian, Ubuntu: apt install python3 python3-venv), or set PYTHON to its path, then run the same command again.",
  );
}

/**
 * The first usable Python of this machine.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Python>}
 * @throws {Problem} see choosePython
 */
export async function findPython(env) {
  /** @type {Python[]} */
  const pythons = [];
  for (const command of pythonCommands(env)) {
    const { status, output } = await run([...command, "-c", question], env);
    const answer = output.trim().split("\n").at(-1);
    if (status !== 0 || !answer?.startsWith("{")) continue;
    /** @type {Python} */
    const python = JSON.parse(answer);
    if (isRecent(python) && python.hasVenv) return python;
    pythons.push(python);
  }
  return choosePython(pythons);
}
