import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Subscriber } from "zeromq";
import { type Message, textOf } from "./client-message";
import { addressOf } from "./connection-fields";
import { FrontEnd } from "./front-end";

let frontEnd: FrontEnd;
beforeEach(async () => {
  frontEnd = await FrontEnd.start();
});
afterEach(() => frontEnd.stop());

const stream = (text: string, name = "stdout"): string => `wire.stream(request.parent, "${name}", ${text})`;

describe("output", () => {
  it("100,000 lines of one synchronous burst arrive whole and in order, in few messages, idle last", async () => {
    const { outputs } = await frontEnd.run(`for (let i = 0; i < 100_000; i++) ${stream("`line ${i} 语言 😀\\n`")}`);
    const expected = Array.from({ length: 100_000 }, (_, index) => `line ${index} 语言 😀\n`).join("");
    expect(textOf(outputs) === expected).toBe(true);
    expect(outputs.length).toBeLessThan(200);
    expect(outputs.at(-1)?.content).toEqual({ execution_state: "idle" });
  });

  it("keeps the order of streams and messages", async () => {
    const code = `for (let i = 0; i < 300; i++) { ${stream("`o${i}`")}; ${stream("`e${i}`", "stderr")}; wire.publish(request.parent, "display_data", { data: { n: i }, metadata: {} }) }`;
    const { outputs } = await frontEnd.run(code);
    const events = outputs.slice(1, -2).map(({ content }) => content.text ?? (content.data as { n: number }).n);
    expect(events).toEqual(Array.from({ length: 300 }, (_, index) => [`o${index}`, `e${index}`, index]).flat());
  });

  it("of 20 MB in one message arrives whole, in its place", async () => {
    const long =
      'wire.publish(request.parent, "display_data", { data: { text: "语".repeat(7 * 2 ** 20) }, metadata: {} })';
    const { outputs } = await frontEnd.run(`${stream("'before'")}; ${long}; ${stream("'after'")}`);
    const shown = outputs.slice(1, 4).map(({ content }) => content.text ?? (content.data as { text: string }).text);
    expect(shown[1] === "语".repeat(7 * 2 ** 20)).toBe(true);
    expect([shown[0], shown[2]]).toEqual(["before", "after"]);
  });

  it("of a background task belongs to the cell that began it", async () => {
    const code = `{ const { parent } = request; setTimeout(() => wire.stream(parent, "stdout", "late"), 200) }`;
    const first = await frontEnd.run(code);
    const second = await frontEnd.run("2");
    const all = await frontEnd.until(({ type }) => type === "stream");
    expect(all.at(-1)?.parentId).toBe(first.reply.parentId);
    expect(textOf(second.outputs)).toBe("");
  });

  it("that is no JSON is an error of the cell, not of the kernel", async () => {
    const { reply } = await frontEnd.run('wire.publish(request.parent, "display_data", { n: 1n })');
    expect(reply.content).toMatchObject({ status: "error", evalue: expect.stringContaining("BigInt") });
    expect((await frontEnd.run("1")).reply.content.status).toBe("ok");
  });

  it("leaves whole when the process ends in the midst of a cell", async () => {
    await frontEnd.send("shell", "execute_request", {
      code: `for (let i = 0; i < 20_000; i++) ${stream("`${i}\\n`")}; process.exit(3)`,
    });
    await frontEnd.until(({ content }) => String(content.text).endsWith("\n19999\n"));
    expect(await frontEnd.kernel.ended()).toBe(3);
  });

  it("waits for a front end that reads slowly, in bounded memory, and loses nothing", async () => {
    const slow = new Subscriber({ receiveHighWaterMark: 1, linger: 0 });
    slow.connect(addressOf(frontEnd.kernel.fields, "iopub"));
    slow.subscribe("stream");
    // Its subscription has arrived when it is sent something.
    const beat = setInterval(() => void frontEnd.send("shell", "execute_request", { code: stream("'.'") }), 20);
    await slow.receive();
    clearInterval(beat);
    const megabytes = 300;
    const write = stream('String(i).padEnd(2 ** 20 - 1, "x") + "\\n"');
    const running = frontEnd.run(
      `before = process.resourceUsage().maxRSS; for (let i = 0; i < ${megabytes}; i++) ${write}; process.resourceUsage().maxRSS - before`,
    );
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const texts: string[] = [];
    for (let length = 0; length < megabytes * 2 ** 20;) {
      const text = textOf([frontEnd.codec.read(await slow.receive())]).replace(/^\.+/, "");
      texts.push(text);
      length += text.length;
      if (texts.length % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    slow.close();
    const lines = texts.join("").split("\n");
    expect(lines.map((line) => line.replace(/x+$/, ""))).toEqual([...Array(megabytes).keys(), ""].map(String));
    const { outputs } = await running;
    const result = outputs.find(({ type }) => type === "execute_result") as Message;
    const kilobytes = Number((result.content.data as Record<string, string>)["text/plain"]);
    // What may be under way: 4 MB in the ring, 256 messages of 64 kB in ZeroMQ for each front end; the rest is the heap's.
    expect(kilobytes).toBeLessThan(200_000);
  });
});
