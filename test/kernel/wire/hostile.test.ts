import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Dealer } from "zeromq";
import { addressOf } from "./connection-fields";
import { FrontEnd } from "./front-end";

let frontEnd: FrontEnd;
beforeAll(async () => {
  frontEnd = await FrontEnd.start();
});
afterAll(() => frontEnd.stop());

describe("hostile messages", () => {
  it("a wrong signature is dropped, with one line that shows no key", async () => {
    const frames = frontEnd.codec.write("execute_request", { code: "stolen = true" });
    frames[1] = Buffer.from("0".repeat(64));
    await frontEnd.sendFrames("shell", frames);
    await frontEnd.kernel.said(/shell was dropped: its signature is wrong/);
    frames[1] = Buffer.alloc(0);
    await frontEnd.sendFrames("control", frames);
    await frontEnd.kernel.said(/control was dropped: its signature is wrong/);
    const { outputs } = await frontEnd.run("typeof stolen");
    expect(outputs.find(({ type }) => type === "execute_result")?.content.data).toEqual({
      "text/plain": '"undefined"',
    });
    expect(frontEnd.kernel.numLines(/signature is wrong/)).toBe(2);
    expect(frontEnd.kernel.stderr).not.toContain(frontEnd.kernel.fields.key);
  });

  it("a message that was caught and sent again is dropped, on any channel", async () => {
    await frontEnd.run("times = 0");
    const frames = frontEnd.codec.write("execute_request", { code: "times += 1" });
    for (const channel of ["shell", "shell", "control"] as const) await frontEnd.sendFrames(channel, frames);
    await frontEnd.kernel.said(/shell was dropped: its signature was used before/);
    await frontEnd.kernel.said(/control was dropped: its signature was used before/);
    const { outputs } = await frontEnd.run("times");
    expect(outputs.find(({ type }) => type === "execute_result")?.content.data).toEqual({ "text/plain": "1" });
  });

  it("a request whose content breaks the protocol is answered with an error, between busy and idle", async () => {
    const reply = await frontEnd.ask("shell", "execute_request", { code: 7 });
    expect(reply.content).toMatchObject({
      status: "error",
      ename: "InvalidRequest",
      evalue: "code must be a string, got number",
    });
    const states = (await frontEnd.outputsOf(reply.parentId as string)).map(({ content }) => content.execution_state);
    expect(states).toEqual(["busy", "idle"]);
  });

  it("an unknown type is said once and left, between busy and idle", async () => {
    const outputs = await frontEnd.outputsOf(await frontEnd.send("shell", "constructor", {}));
    expect(outputs.map(({ content }) => content.execution_state)).toEqual(["busy", "idle"]);
    expect(frontEnd.kernel.numLines(/has a type that this kernel doesn't know/)).toBe(1);
  });

  it("what is nested too deeply to be handed on is refused, and holds nothing up", async () => {
    // JSON.stringify could not write it.
    const deep = Buffer.from(`${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`);
    const send = async (type: string, id: string, place: 4 | 5, part: Buffer): Promise<void> => {
      const frames = frontEnd.codec.write(type, { code: "1" }, { id });
      frames[place] = part;
      frames[1] = Buffer.from(frontEnd.codec.sign(frames.slice(2)));
      await frontEnd.sendFrames("shell", frames);
    };
    const reply = frontEnd.replyTo("deep cell", "a deep cell");
    await send("execute_request", "deep cell", 4, deep);
    expect((await reply()).content.evalue).toBe("metadata must not be nested deeper than 500 levels");
    await send("comm_msg", "deep comm", 5, Buffer.from(`{"comm_id":"c","data":${String(deep)}}`));
    expect(await frontEnd.outputsOf("deep comm")).toHaveLength(2);
    expect((await frontEnd.run("1")).reply.content.status).toBe("ok");
  });

  it("a frame of 100 MB holds nothing up", async () => {
    const frames = frontEnd.codec.write("execute_request", { code: "'x'.length" });
    frames[5] = Buffer.alloc(100 * 2 ** 20, "x");
    await frontEnd.sendFrames("shell", frames);
    await frontEnd.kernel.said(/shell was dropped: its signature is wrong/);
    const { outputs } = await frontEnd.run(`'${"x".repeat(10 * 2 ** 20)}'.length`);
    expect(outputs.find(({ type }) => type === "execute_result")?.content.data).toEqual({ "text/plain": "10485760" });
  });

  it("10,000 of every kind leave a kernel that works, with a line each at most", async () => {
    const { kernel, codec } = frontEnd;
    const bytes = fc.uint8Array({ maxLength: 40 }).map((one) => Buffer.from(one));
    const type = fc.constantFrom(
      "execute_request",
      "comm_open",
      "comm_msg",
      "comm_close",
      "comm_info_request",
      "history_request",
      "complete_request",
      "inspect_request",
      "is_complete_request",
      "connect_request",
      "input_reply",
      "kernel_info_request",
      "debug_request",
      "interrupt_request",
      "__proto__",
    );
    const content = fc.dictionary(
      fc.constantFrom("code", "silent", "comm_id", "data", "cursor_pos", "hist_access_type", "value", "seq", "restart"),
      fc.jsonValue(),
    );
    const frames = fc.oneof(
      fc.array(bytes, { minLength: 1, maxLength: 9 }),
      // Rightly signed, of any type and content; an execution would be of random code.
      fc
        .tuple(type, content, content, fc.array(bytes, { maxLength: 2 }))
        .map(([name, value, metadata, buffers]) =>
          codec.write(name, name === "execute_request" ? { ...value, code: 1 } : value, { metadata, buffers }),
        ),
      // Wrongly signed.
      fc.tuple(type, bytes).map(([name, signature]) => codec.write(name, { code: "1" }).with(1, signature)),
      // Rightly signed but no JSON, or another JSON.
      fc
        .array(
          fc.oneof(
            bytes,
            fc.json().map((text) => Buffer.from(text)),
          ),
          { minLength: 4, maxLength: 6 },
        )
        .map((parts) => [Buffer.from("<IDS|MSG>"), Buffer.from(codec.sign(parts.slice(0, 4)))].concat(parts)),
      // A frame too few.
      type.map((name) => codec.write(name, {}).slice(0, 5)),
    );
    const sockets = ["shell", "control", "stdin", "hb"].map((channel) => {
      const socket = new Dealer({ linger: 0 });
      socket.connect(addressOf(kernel.fields, channel));
      return socket;
    });
    const before = kernel.numLines(/./);
    const messages = fc.sample(frames, { numRuns: 10_000, seed: 5 });
    for (const [index, message] of messages.entries()) {
      const socket = sockets[index % sockets.length] as Dealer;
      await socket.send(message);
      // Caught and sent again.
      if (index % 10 === 0) await socket.send(message);
    }
    // Behind them, on the channels that answer: when these are answered, those were read.
    for (const socket of sockets.slice(0, 2)) {
      const id = randomUUID();
      await socket.send(codec.write("kernel_info_request", {}, { id }));
      for (let isLast = false; !isLast;) isLast = codec.read(await socket.receive()).parentId === id;
    }
    await frontEnd.settle();
    const { reply } = await frontEnd.run("1 + 1");
    expect(reply.content.status).toBe("ok");
    expect(await frontEnd.beat()).toBe("ping");
    const numLines = kernel.numLines(/./) - before;
    expect(numLines).toBeGreaterThan(3000);
    expect(numLines).toBeLessThanOrEqual(11_000);
    expect(kernel.stderr).not.toContain(kernel.fields.key);
    for (const socket of sockets) socket.close();
  });
});
