import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { jupyterEnvironment } from "../../scripts/environment.mjs";
import { runNotebooks } from "../../scripts/notebooks/runNotebooks.mjs";

// What becomes of the kernels that `npm run notebooks` starts, when something ends before its time.
const root = fileURLToPath(new URL("../../", import.meta.url));
const script = join(root, "scripts", "notebooks.mjs");
const fixture = (name: string) => join(root, "test", "fixtures", "notebooks", `${name}.ipynb`);
/** Inside the project: elsewhere cells don't find the types of Node. */
mkdirSync(join(root, "output"), { recursive: true });
const scratch = realpathSync(mkdtempSync(join(root, "output", "kernels test ")));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("a kernel that does not start", () => {
  it("shows what it printed", async () => {
    const spec = join(scratch, "kernels", "broken");
    mkdirSync(spec, { recursive: true });
    const program = 'console.error("the disk is made of cheese"); process.exit(7)';
    const argv = [process.execPath, "-e", program, "{connection_file}"];
    writeFileSync(join(spec, "kernel.json"), JSON.stringify({ argv, display_name: "Broken", language: "typescript" }));
    const env = { ...jupyterEnvironment(), JUPYTER_PATH: scratch };
    const { reports } = await runNotebooks([fixture("passes")], { kernel: "broken", env });
    expect(reports[0]?.error?.kind).toBe("kernel");
    expect(reports[0]?.error?.message).toContain("the disk is made of cheese");
    expect(reports[0]?.error?.message).toContain("exit status 7");
  });
});

describe("Ctrl-C", () => {
  /** A notebook whose kernel says who it is, and then never ends. */
  function endlessNotebook(name: string) {
    const told = join(scratch, `${name}.pid`);
    const notebook = JSON.parse(readFileSync(fixture("loops"), "utf8"));
    notebook.cells[0].source = `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(told)}, process.pid + " " + process.ppid);\nconst zero = 0;`;
    const path = join(scratch, `${name}.ipynb`);
    writeFileSync(path, JSON.stringify(notebook));
    return { path, told };
  }
  /** The kernel's process, and that of the Python program that started it. */
  const kernelOf = async (child: ChildProcess, told: string) => {
    await until(() => child.exitCode !== null || (existsSync(told) && readFileSync(told, "utf8") !== ""));
    const [kernel, runner] = readFileSync(told, "utf8").split(" ").map(Number);
    expect(isRunning(kernel!)).toBe(true);
    return { kernel: kernel!, runner: runner! };
  };
  const isRunning = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50));
  };

  it.each([
    ["SIGINT", "the process group, as a terminal does", "npm", -1],
    ["SIGTERM", "npm", "npm", 1],
    ["SIGTERM", "node", "node", 1],
    ["SIGKILL", "node", "node", 1],
  ] as const)("%s to %s leaves no kernel behind", async (signal, whom, program, sign) => {
    const { path, told } = endlessNotebook(`${signal} ${whom}`);
    const child =
      program === "npm"
        ? spawn("npm", ["run", "--silent", "notebooks", "--", path], { cwd: root, detached: true })
        : spawn(process.execPath, [script, path], { cwd: root });
    const closed = once(child, "close");
    const { kernel } = await kernelOf(child, told);
    process.kill(sign * child.pid!, signal);
    const [status, by] = await closed;
    expect(status === 0 && by === null).toBe(false);
    // Ends when the kernel does; when it never does, by the test's own time limit.
    await until(() => !isRunning(kernel));
  });

  it("and neither does a runner that is killed itself", async () => {
    const { path, told } = endlessNotebook("runner");
    const child = spawn(process.execPath, [script, path], { cwd: root });
    const closed = once(child, "close");
    const { kernel, runner } = await kernelOf(child, told);
    process.kill(runner, "SIGKILL");
    expect(await closed).toEqual([2, null]);
    await until(() => !isRunning(kernel));
  });
});
