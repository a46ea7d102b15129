import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { Request } from "zeromq";
import { addressOf } from "./connection-fields";
import { FrontEnd } from "./front-end";
import { KernelProcess } from "./kernel-process";

let open: { stop(): Promise<void> } | undefined;
afterEach(async () => {
  await open?.stop();
  open = undefined;
});

describe("a kernel is reached", () => {
  it.each([
    ["by IPC", { transport: "ipc" }],
    ["with CurveZMQ's keys", { curve: true }],
    ["by IPC with CurveZMQ's keys", { transport: "ipc", curve: true }],
    ["without signatures, when the key is empty", { key: "" }],
  ] as const)("%s", async (_, options) => {
    const frontEnd = await FrontEnd.start(options);
    open = frontEnd;
    const { reply, outputs } = await frontEnd.run('wire.stream(request.parent, "stdout", "hello")');
    expect(reply.content.status).toBe("ok");
    expect(outputs.map(({ type }) => type)).toEqual(["status", "stream", "execute_result", "status"]);
    expect(await frontEnd.beat()).toBe("ping");
  });

  it("not without the keys that it asks for", async () => {
    const frontEnd = await FrontEnd.start({ curve: true });
    open = frontEnd;
    const stranger = new Request({ linger: 0, receiveTimeout: 500 });
    stranger.connect(addressOf(frontEnd.kernel.fields, "hb"));
    await stranger.send("ping");
    await expect(stranger.receive()).rejects.toThrow(/timed out/);
    stranger.close();
  });
});

describe("a kernel that can't be reached ends with a line that says why", () => {
  it("an address that is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const kernel = await KernelProcess.start({ fields: { shell_port: port } });
    open = kernel;
    expect(await kernel.ended()).toBe(1);
    server.close();
    expect(kernel.numLines(/./)).toBe(1);
    expect(kernel.stderr).toMatch(new RegExp(`can't listen on tcp://127\\.0\\.0\\.1:${port}`));
  });

  it("a hash that this Node lacks", async () => {
    const key = randomUUID();
    const kernel = await KernelProcess.start({ key, fields: { signature_scheme: "hmac-none" } });
    open = kernel;
    expect(await kernel.ended()).toBe(1);
    expect(kernel.numLines(/./)).toBe(1);
    expect(kernel.stderr).toMatch(/signature_scheme must name a hash/);
    expect(kernel.stderr).not.toContain(key);
  });
});
