import { describe, expect, it } from "vitest";
import { choosePython, findPython, pythonCommands } from "../../scripts/setup/findPython.mjs";
import { Problem } from "../../scripts/setup/Problem.mjs";

const python = (minor: number, hasVenv = true, major = 3) => ({
  executable: `/usr/bin/python${major}.${minor}`,
  major,
  minor,
  hasVenv,
});

/** What a person is told. */
function problemOf(choose: () => unknown): string {
  try {
    choose();
  } catch (error) {
    if (error instanceof Problem) return String(error);
    throw error;
  }
  return "";
}

describe("choosePython", () => {
  it.each([[10], [14]])("takes 3.%i", (minor) => {
    expect(choosePython([python(minor)])).toEqual(python(minor));
  });

  it("takes the first that is recent and can make environments", () => {
    expect(choosePython([python(9), python(13, false), python(12), python(11)])).toEqual(python(12));
  });

  it("none: says what to install", () => {
    const text = problemOf(() => choosePython([]));
    expect(text).toMatch(/^✗ Python 3\.10 or later is needed, and there is none on PATH\.\n {2}Install one \(/);
  });

  it.each([python(9), python(7, false, 2)])("too old, $major.$minor: names it", (old) => {
    const text = problemOf(() => choosePython([old]));
    expect(text).toContain(
      `Python is too old: it must be 3.10 or later, this is ${old.major}.${old.minor} (${old.executable})`,
    );
  });

  it("without venv: names Debian's package for that version", () => {
    const text = problemOf(() => choosePython([python(9), python(11, false)]));
    expect(text).toContain("Python 3.11 (/usr/bin/python3.11) can't make virtual environments");
    expect(text).toContain("apt install python3.11-venv");
  });
});

describe("pythonCommands", () => {
  it("asks for python3 first, then python, then versions from the latest", () => {
    const names = pythonCommands({}).map(([name]) => name);
    expect(names.slice(0, 2)).toEqual(["python3", "python"]);
    expect(names.slice(-5)).toEqual(["python3.14", "python3.13", "python3.12", "python3.11", "python3.10"]);
  });

  it("asks PYTHON alone where it is set", () => {
    expect(pythonCommands({ PYTHON: "/opt/py/bin/python" })).toEqual([["/opt/py/bin/python"]]);
  });
});

describe("findPython", () => {
  it("passes over a program that is no Python", async () => {
    await expect(findPython({ ...process.env, PYTHON: process.execPath })).rejects.toThrow(/there is none on PATH/);
  });
});
