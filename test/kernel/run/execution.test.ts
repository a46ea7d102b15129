import { afterEach, describe, expect, it } from "vitest";
import { Execution, executions } from "../../../kernel/src/run/execution";
import { KeyboardInterrupt } from "../../../kernel/src/run/keyboard-interrupt";

const never = new Promise<never>(() => {});
let execution: Execution;
const begin = (): Execution => (execution = new Execution({} as never, 1, true));
afterEach(() => execution.abandon(new KeyboardInterrupt()));

describe("an execution", () => {
  it("waits for what its cell awaits", async () => {
    await expect(begin().wait(Promise.resolve(3))).resolves.toBe(3);
    await expect(execution.wait(4)).resolves.toBe(4);
  });

  it("refuses a pending await when it is cancelled, and tells its signal's listeners as itself", async () => {
    const heard: unknown[] = [];
    const pending = begin().wait(never);
    execution.signal.addEventListener("abort", () => heard.push(executions.getStore()));
    execution.cancel(true);
    await expect(pending).rejects.toThrow(KeyboardInterrupt);
    expect(heard).toEqual([execution]);
  });

  it("refuses the await that follows in the code which the interrupt broke into: what it awaits may be silent", async () => {
    begin().cancel(true);
    await expect(execution.wait(never)).rejects.toThrow(KeyboardInterrupt);
  });

  it("lets what comes after be awaited: a finally block may close a file", async () => {
    const pending = begin().wait(never);
    const tidied = pending.catch(() => execution.wait(new Promise((done) => setTimeout(done, 1, "closed"))));
    execution.cancel(true);
    await expect(tidied).resolves.toBe("closed");
  });

  it("lets a listener of its signal await", async () => {
    const closed: Promise<unknown>[] = [];
    begin().signal.addEventListener("abort", () => closed.push(execution.wait(Promise.resolve("closed"))));
    execution.cancel(true);
    await expect(Promise.all(closed)).resolves.toEqual(["closed"]);
  });

  it("refuses all when it is abandoned", async () => {
    begin().cancel(false);
    execution.abandon(new KeyboardInterrupt());
    await expect(execution.wait(Promise.resolve(1))).rejects.toThrow(KeyboardInterrupt);
    await expect(execution.orAbandoned(never)).rejects.toThrow(KeyboardInterrupt);
  });
});
