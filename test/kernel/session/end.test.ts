import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { textOf } from "../wire/client-message";
import { TestNotebook, type OpenOptions } from "./notebook";
import { patience, within } from "../wire/within";
import { processes, processesOfGroup } from "./processes";

let notebook: TestNotebook;
afterEach(() => notebook.close());

const open = async (options?: OpenOptions): Promise<void> => {
  notebook = await TestNotebook.open({}, options);
};
/** The exit code or the signal that the kernel ended with. */
const end = async (): Promise<unknown> => {
  const { process: kernel } = notebook;
  if (kernel.exitCode === null && kernel.signalCode === null) {
    await within("the end of the kernel", once(kernel, "exit"));
  }
  return kernel.exitCode ?? kernel.signalCode;
};

/** What goes on of the kernel's process group. */
const left = () => processesOfGroup(notebook.process.pid as number);

/** A program, one that it starts, one that won't end when asked to, and a thread. */
const company = `import { spawn } from "node:child_process";
import { Worker } from "node:worker_threads";
spawn("sleep", ["1001"]);
spawn("sh", ["-c", "sleep 1002 & sleep 1003"]);
spawn("sh", ["-c", "trap '' TERM; while true; do sleep 1004; done"]);
new Worker("for (;;) {}", { eval: true });`;

describe("a cell that ends the kernel", () => {
  it("by process.exit: all that was written comes, by those who listen to the end too, and the exit code", async () => {
    await open();
    const code =
      'process.on("exit", () => console.log("the very last"));\nconsole.log("last words");\nprocess.exit(3);';
    await notebook.said(await notebook.send(code), "last words\nthe very last");
    expect(await end()).toBe(3);
  });

  it("by running out of memory: it is told before, and nothing that the cell started goes on", async () => {
    // The second as the kernelspec has it: what Node counts as the limit has room for young objects in it.
    const options = "--max-old-space-size=700 --max-semi-space-size=4";
    await open({ env: { NODE_OPTIONS: options }, stderr: "ignore" });
    await notebook.ok(company);
    // A loop about a loop that V8 would unroll: it must still stop to tell how full the heap is.
    const id = await notebook.send("const all: number[][] = [];\nfor (;;) all.push(new Array<number>(100).fill(1.5));");
    const seen = await notebook.frontEnd.until(
      ({ parentId, type }) => parentId === id && type === "stream",
      "the warning",
      2 * patience,
    );
    expect(textOf(seen, "stderr")).toMatch(/0\.\d of 0\.7 GB for objects are in use; .*--max-old-space-size=\d+\n$/);
    expect(await end()).toBe("SIGABRT");
    await expect.poll(left, { timeout: patience }).toEqual([]);
  }, 120_000);
});

describe("the end of a kernel is that of its language server and of all that its cells started", () => {
  it.each([
    ["an idle one", undefined, 0],
    ["one with a cell in a loop", 'console.log("here");\nfor (;;) {}', 0],
    ["one with a cell in a loop after an await", 'console.log("here");\nawait 1;\nfor (;;) {}', 0],
    ["one with a cell that waits", 'console.log("here");\nawait new Promise(() => {});', 0],
    ["one with a cell that waits for a program", 'console.log("here");\nchild.execSync("sleep 1005");', 0],
    ["one with a question to the reader", 'console.log("here");\nawait input("name? ");', 0],
  ])("%s, by shutdown", async (_, code, ending) => {
    await open();
    await notebook.ok(
      `${company}\nimport * as child from "node:child_process";\nimport { input } from "next-token-kernel";`,
    );
    const group = notebook.process.pid as number;
    // A shell takes a moment to start its own.
    const companions = () => processesOfGroup(group).filter(({ command }) => /^sleep|--lsp/.test(command));
    await expect.poll(companions, { timeout: patience }).toHaveLength(5);
    if (code !== undefined) await notebook.said(await notebook.send(code, { allow_stdin: true }), "here");
    const asked = performance.now();
    await notebook.frontEnd.ask("control", "shutdown_request", { restart: true });
    expect(await end()).toBe(ending);
    // Of a restart, a person waits for this.
    expect(performance.now() - asked).toBeLessThan(1000);
    await expect.poll(left, { timeout: patience }).toEqual([]);
  });

  it("by force", async () => {
    await open();
    await notebook.ok(company);
    notebook.process.kill("SIGKILL");
    await expect.poll(left, { timeout: patience }).toEqual([]);
  });

  it("without a process group of its own: that of the programs which its cells started themselves", async () => {
    await open({ hasOwnGroup: false });
    const { result } = await notebook.ok(
      'import { spawn } from "node:child_process";\nconst child = spawn("sleep", ["1006"]);\nchild.pid',
    );
    const isRunning = (): boolean => processes().some(({ pid }) => pid === Number(result));
    expect(isRunning()).toBe(true);
    await notebook.frontEnd.ask("control", "shutdown_request", { restart: true });
    await expect.poll(isRunning).toBe(false);
  });

  it("but not of what was started to go on by itself", async () => {
    await open();
    const { result } = await notebook.ok(
      'import { spawn } from "node:child_process";\nconst lasting = spawn("sleep", ["1007"], { detached: true });\nlasting.pid',
    );
    notebook.process.kill("SIGKILL");
    await expect.poll(left, { timeout: patience }).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(processesOfGroup(Number(result))).toHaveLength(1);
    process.kill(Number(result));
  });
});
