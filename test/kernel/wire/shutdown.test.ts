import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FrontEnd } from "./front-end";
import { waitingCell } from "./kernel-process";

let frontEnd: FrontEnd;
beforeEach(async () => {
  frontEnd = await FrontEnd.start();
});
afterEach(() => frontEnd.stop());

describe("shutdown", () => {
  it.each([
    ["an idle kernel", undefined],
    ["a cell that waits", waitingCell],
    ["a cell in a loop", "for (;;) {}"],
    ["a cell in a loop after an await", "await 1; for (;;) {}"],
  ])("ends %s by itself", async (_, code) => {
    if (code !== undefined) await frontEnd.begin(code);
    const reply = await frontEnd.ask("control", "shutdown_request", { restart: true });
    expect(reply.content).toEqual({ status: "ok", restart: true });
    expect([await frontEnd.kernel.ended(), frontEnd.kernel.stderr]).toEqual([0, ""]);
  });

  it("right behind an interrupt, as jupyter_client sends it, ends a cell in a loop", async () => {
    await frontEnd.begin("for (;;) {}");
    await frontEnd.send("control", "interrupt_request", {});
    await frontEnd.ask("control", "shutdown_request", { restart: false });
    expect([await frontEnd.kernel.ended(), frontEnd.kernel.stderr]).toEqual([0, ""]);
  });

  it("on the shell channel, as front ends before 5.4 ask for it, does the same", async () => {
    const reply = await frontEnd.ask("shell", "shutdown_request", { restart: false });
    expect(reply.content).toEqual({ status: "ok", restart: false });
    expect(await frontEnd.kernel.ended()).toBe(0);
  });

  it("ends by force what can't hear", async () => {
    await frontEnd.begin(
      "require('node:child_process').execFileSync('sleep', ['3'])".replace(
        "require",
        "process.mainModule?.require ?? process.getBuiltinModule",
      ),
    );
    await frontEnd.ask("control", "shutdown_request", { restart: false });
    expect(await frontEnd.kernel.ended(), frontEnd.kernel.stderr).toBe("SIGKILL");
    expect(frontEnd.kernel.stderr).toContain("it is ended by force");
  });
});
