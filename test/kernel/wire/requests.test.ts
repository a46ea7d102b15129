import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "./client-message";
import { FrontEnd } from "./front-end";

let frontEnd: FrontEnd;
beforeAll(async () => {
  frontEnd = await FrontEnd.start();
});
afterAll(() => frontEnd.stop());

const statesOf = (outputs: readonly Message[]): unknown[] =>
  outputs.filter(({ type }) => type === "status").map(({ content }) => content.execution_state);

describe("requests", () => {
  it("kernel_info says all that the protocol asks for", async () => {
    const { type, content } = await frontEnd.ask("shell", "kernel_info_request", {});
    expect(type).toBe("kernel_info_reply");
    expect(content).toMatchObject({
      status: "ok",
      protocol_version: "5.4",
      implementation: "next-token-kernel",
      implementation_version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      language_info: {
        name: "typescript",
        file_extension: ".ts",
        mimetype: "text/typescript",
        version: expect.any(String),
      },
      banner: expect.stringContaining("TypeScript"),
      debugger: false,
    });
  });

  it("every kind of them is between busy and idle", async () => {
    const requests = [
      ["execute_request", { code: "1" }],
      ["complete_request", { code: "a", cursor_pos: 1 }],
      ["inspect_request", { code: "a", cursor_pos: 1 }],
      ["is_complete_request", { code: "a" }],
      ["history_request", { hist_access_type: "tail" }],
      ["comm_info_request", {}],
      ["connect_request", {}],
      ["kernel_info_request", {}],
    ] as const;
    for (const [type, content] of requests) {
      const reply = await frontEnd.ask("shell", type, content);
      expect(reply.type).toBe(type.replace("request", "reply"));
      const outputs = await frontEnd.outputsOf(reply.parentId as string);
      expect(statesOf(outputs)).toEqual(["busy", "idle"]);
    }
  });

  it("a comm's message has no reply, but is between busy and idle; its buffers travel both ways", async () => {
    const buffers = [Buffer.from([1, 2, 3]), Buffer.alloc(100_000, 7)];
    const content = { comm_id: "c", data: { x: "语言" } };
    const outputs = await frontEnd.outputsOf(await frontEnd.send("shell", "comm_msg", content, { buffers }));
    expect(outputs.map(({ type }) => type)).toEqual(["status", "comm_msg", "status"]);
    expect(outputs[1]?.content).toEqual(content);
    expect(outputs[1]?.buffers).toEqual(buffers);
  });

  it("connect_request gives the ports of the connection file", async () => {
    const { content } = await frontEnd.ask("shell", "connect_request", {});
    const ports = Object.entries(frontEnd.kernel.fields).filter(([name]) => name.endsWith("_port"));
    expect(content).toEqual({ status: "ok", ...Object.fromEntries(ports) });
  });

  it("debug_request is refused in the debug protocol's own terms", async () => {
    const { content } = await frontEnd.ask("control", "debug_request", {
      seq: 7,
      type: "request",
      command: "initialize",
    });
    expect(content).toMatchObject({ status: "error", success: false, request_seq: 7, command: "initialize" });
  });

  it("a request is answered once", async () => {
    const { reply } = await frontEnd.run("wire.reply(request, 'execute_reply', { status: 'ok' }); 1");
    expect(reply.content).toEqual({ status: "ok" });
    await frontEnd.kernel.said(/a request is answered once, got another answer to execute_request/);
    await frontEnd.stop();
    frontEnd = await FrontEnd.start();
  });
});

describe("the queue of cells", () => {
  it("runs them in order, one after another", async () => {
    const ids = await Promise.all(
      [0, 1, 2].map((index) => {
        const code = `await new Promise((resolve) => setTimeout(resolve, 20)); wire.stream(request.parent, "stdout", "${index}")`;
        return frontEnd.send("shell", "execute_request", { code });
      }),
    );
    const all = await frontEnd.until(
      ({ parentId, content }) => parentId === ids[2] && content.execution_state === "idle",
    );
    const events = all
      .filter(({ parentId }) => ids.includes(parentId as string))
      .map(({ parentId, content }) => [
        ids.indexOf(parentId as string),
        content.execution_state ?? content.text ?? "result",
      ]);
    expect(events).toEqual(
      [0, 1, 2].flatMap((index) => ["busy", `${index}`, "result", "idle"].map((what) => [index, what])),
    );
  });

  const failing = "await new Promise((resolve) => setTimeout(resolve, 100)); throw new Error('wrong')";
  /** Send a failing cell, two more and a completion at once. */
  async function sendBehindError(options: object): Promise<Message[]> {
    const [first, second, third, other] = ["first", "second", "third", "other"].map(
      (name) => `${name}${Math.random()}`,
    ) as [string, string, string, string];
    const replies = [first, second, third, other].map((id) => frontEnd.replyTo(id, id));
    await frontEnd.send("shell", "execute_request", { code: failing, ...options }, { id: first });
    await frontEnd.send("shell", "execute_request", { code: "2" }, { id: second });
    await frontEnd.send("shell", "execute_request", { code: "3" }, { id: third });
    await frontEnd.send("shell", "complete_request", { code: "con" }, { id: other });
    return Promise.all(replies.map((reply) => reply()));
  }

  it("is aborted after an error, each cell between busy and idle; what is no cell is answered", async () => {
    const replies = await sendBehindError({});
    expect(replies.map(({ content }) => content.status)).toEqual(["error", "aborted", "aborted", "ok"]);
    expect(replies[1]?.content.execution_count).toBe(replies[0]?.content.execution_count);
    expect(statesOf(await frontEnd.outputsOf(replies[2]?.parentId as string))).toEqual(["busy", "idle"]);
    const { reply } = await frontEnd.run("4");
    expect(reply.content.status).toBe("ok");
  });

  it("goes on after an error that was expected", async () => {
    const replies = await sendBehindError({ stop_on_error: false });
    expect(replies.map(({ content }) => content.status)).toEqual(["error", "ok", "ok", "ok"]);
  });

  it("answers completion while a cell waits, and says again that it is busy", async () => {
    const id = await frontEnd.begin("await new Promise((resolve) => setTimeout(() => resolve('done'), 300))");
    const completion = await frontEnd.ask("shell", "complete_request", { code: "con" });
    expect(completion.content.matches).toEqual(["con"]);
    const outputs = await frontEnd.outputsOf(id);
    expect(statesOf(outputs)).toEqual(["busy", "busy", "idle"]);
    expect(outputs.at(-2)?.content.data).toEqual({ "text/plain": '"done"' });
  });
});
