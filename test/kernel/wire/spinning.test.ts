import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "./client-message";
import { FrontEnd } from "./front-end";
import { waitingCell } from "./kernel-process";

let frontEnd: FrontEnd;
beforeAll(async () => {
  frontEnd = await FrontEnd.start();
});
afterAll(() => frontEnd.stop());

describe("while the main thread is in a loop", () => {
  it("heartbeat and control answer", async () => {
    const id = await frontEnd.begin("for (;;) {}; wire");
    expect(await frontEnd.beat()).toBe("ping");
    expect((await frontEnd.ask("control", "kernel_info_request", {})).content.status).toBe("ok");
    expect((await frontEnd.ask("shell", "kernel_info_request", {})).content.status).toBe("ok");
    await frontEnd.ask("control", "interrupt_request", {});
    const outputs = await frontEnd.outputsOf(id);
    expect(outputs.find(({ type }) => type === "error")?.content.ename).toBe("KeyboardInterrupt");
  });

  it("its output is shown", async () => {
    const id = await frontEnd.begin('wire.stream(request.parent, "stdout", "seen"); for (;;) {}');
    const isOutput = ({ parentId, type }: Message): boolean => parentId === id && type === "stream";
    expect((await frontEnd.until(isOutput)).at(-1)?.content).toEqual({ name: "stdout", text: "seen" });
    await frontEnd.ask("control", "interrupt_request", {});
    await frontEnd.outputsOf(id);
  });
});

describe("an interrupt", () => {
  it.each([
    ["a loop at top level", "for (;;) {}"],
    ["a loop after an await", "await 1; for (;;) {}"],
    ["a loop that catches everything", "for (;;) { try { for (;;) {} } catch {} }"],
    ["a loop in a library's function", "[1].forEach(() => { for (;;) {} })"],
    ["a loop that prints", 'for (;;) wire.stream(request.parent, "stdout", "line\\n")'],
    ["a loop that displays", 'for (;;) wire.publish(request.parent, "display_data", { data: {}, metadata: {} })'],
    ["a thread that waits for another", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)"],
    ["a promise that never settles", waitingCell],
  ])("ends %s; the next cell runs with what was declared", async (_, loop) => {
    await frontEnd.run("kept = 7");
    const id = await frontEnd.begin(loop);
    await frontEnd.ask("control", "interrupt_request", {});
    const outputs = await frontEnd.outputsOf(id);
    expect(outputs.find(({ type }) => type === "error")?.content.ename).toBe("KeyboardInterrupt");
    const next = await frontEnd.run("kept");
    expect(next.outputs.find(({ type }) => type === "execute_result")?.content.data).toEqual({ "text/plain": "7" });
  });

  it("knows what it breaks into", async () => {
    await frontEnd.run("heard = []; wire.onInterrupt((interrupt) => heard.push(interrupt) > 0)");
    const waiting = await frontEnd.begin(waitingCell);
    // It answers beside the cell: the cell waits.
    await frontEnd.ask("shell", "complete_request", { code: "" });
    await frontEnd.ask("control", "interrupt_request", {});
    await frontEnd.outputsOf(waiting);
    const spinning = await frontEnd.begin("function turn() { for (;;) {} }\nturn()");
    await frontEnd.ask("control", "interrupt_request", {});
    await frontEnd.outputsOf(spinning);
    const { outputs } = await frontEnd.run("[heard.at(0), heard.at(-1)]");
    const data = outputs.find(({ type }) => type === "execute_result")?.content.data as Record<string, string>;
    const [first, stuck] = JSON.parse(data["text/plain"] as string) as { stack: string; isStuck: boolean }[];
    expect(first?.isStuck).toBe(false);
    expect(stuck?.isStuck).toBe(true);
    expect(stuck?.stack).toMatch(/^ {4}at turn \(cell-\d+:1:\d+\)\n {4}at cell-\d+:2:1\n/);
  });

  it("waits for the end of what must not be torn", async () => {
    const id = await frontEnd.begin(
      "torn = 'torn'; wire.uninterruptible(() => { const end = Date.now() + 500; while (Date.now() < end); torn = 'whole' }); for (;;) {}",
    );
    await frontEnd.ask("control", "interrupt_request", {});
    await frontEnd.outputsOf(id);
    const { outputs } = await frontEnd.run("torn");
    expect(outputs.find(({ type }) => type === "execute_result")?.content.data).toEqual({ "text/plain": '"whole"' });
  });

  it("ends nothing that a listener spares", async () => {
    const code =
      "wire.onInterrupt(() => mayEnd); mayEnd = false; end = Date.now() + 400; while (Date.now() < end); 'spared'";
    const id = await frontEnd.begin(code);
    await frontEnd.ask("control", "interrupt_request", {});
    const outputs = await frontEnd.outputsOf(id);
    expect(outputs.find(({ type }) => type === "execute_result")?.content.data).toEqual({ "text/plain": '"spared"' });
    await frontEnd.run("mayEnd = true");
  });

  it("of an idle kernel does nothing", async () => {
    for (let index = 0; index < 20; index += 1) await frontEnd.ask("control", "interrupt_request", {});
    const { reply } = await frontEnd.run("1 + 1");
    expect(reply.content.status).toBe("ok");
  });

  it("at any moment, 200 times, leaves a kernel that runs the next cell", async () => {
    for (let index = 0; index < 200; index += 1) {
      const id = await frontEnd.send("shell", "execute_request", {
        code: index % 2 ? "for (let i = 0; i < 3e6; i++);" : "await 1",
      });
      // Spread over the time that a cell takes, from before it begins to after its end.
      await new Promise((resolve) => setTimeout(resolve, index % 10));
      await frontEnd.ask("control", "interrupt_request", {});
      await frontEnd.outputsOf(id);
    }
    await frontEnd.settle();
    const { outputs } = await frontEnd.run("kept");
    expect(outputs.find(({ type }) => type === "execute_result")?.content.data).toEqual({ "text/plain": "7" });
  });
});
