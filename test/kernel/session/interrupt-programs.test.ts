import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoppingNotebook } from "./stopping";

let stopping: StoppingNotebook;
beforeAll(async () => {
  stopping = await StoppingNotebook.open();
  await stopping.notebook.ok('import { execFileSync, execSync, spawn, spawnSync } from "node:child_process";');
});
afterAll(() => stopping.notebook.close());

describe.skipIf(process.platform === "win32")("stop", () => {
  it.each([
    ["execSync", 'execSync("sleep 1000");'],
    ["execSync after an await", 'await sleep(1);\nexecSync("sleep 1000");'],
    ["execSync in a timer", 'setTimeout(() => execSync("sleep 1000"), 1);\nawait sleep(1e6);'],
    ["spawnSync with output of the cell's", 'spawnSync("sleep", ["1000"], { stdio: "inherit" });'],
    [
      "a program that ignores the question",
      `execFileSync("sh", ["-c", "trap '' INT TERM; while true; do sleep 0.05; done"]);`,
    ],
    ["all that a shell started", 'execSync("sleep 1000 & sleep 1001; wait");'],
    ["programs one after the other", 'for (;;) {\n  try {\n    execSync("true");\n  } catch {}\n}'],
  ])("ends %s", async (_, code) => {
    const { stdout } = await stopping.stop(`try {\n${code}\n} finally {\n  console.log("finally");\n}`);
    expect(stdout).toBe("go\nfinally\n");
  });

  it("ends one whenever it comes as the cell begins", async () => {
    for (let i = 0; i < 100; i++) {
      expect((await stopping.stopAfter(i % 8, 'execSync("sleep 1000");')).ename).toBe("KeyboardInterrupt");
    }
  });

  it("spares programs in the background", async () => {
    const { notebook } = stopping;
    await notebook.ok('const earlier = spawn("sleep", ["1000"], { detached: true });');
    await stopping.stop('const later = spawn("sleep", ["1000"]);\nexecSync("sleep 1000");');
    expect((await notebook.ok("[earlier, later].map(({ pid }) => process.kill(pid as number, 0))")).result).toBe(
      "[ true, true ]",
    );
    await notebook.ok("earlier.kill();\nlater.kill();");
  });
});
