import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../wire/client-message";
import { TestNotebook } from "./notebook";

let notebook: TestNotebook;
beforeAll(async () => {
  notebook = await TestNotebook.open();
  await notebook.ok('import { comms, input } from "next-token-kernel";');
});
afterAll(() => notebook.close());

describe("input", () => {
  it("asks the front end", async () => {
    const question = notebook.frontEnd.nextInput();
    const id = await notebook.send('await input("name? ")', { allow_stdin: true });
    const asked = await question;
    expect(asked.content).toEqual({ prompt: "name? ", password: false });
    await notebook.frontEnd.send("stdin", "input_reply", { status: "ok", value: "Ada" }, { parent: asked.header });
    expect((await notebook.ended(id)).result).toBe("'Ada'");
  });

  it("can be stopped", async () => {
    const question = notebook.frontEnd.nextInput();
    const id = await notebook.send('await input("password? ", { password: true })', { allow_stdin: true });
    expect((await question).content.password).toBe(true);
    await notebook.interrupt();
    expect((await notebook.ended(id)).reply.ename).toBe("KeyboardInterrupt");
  });

  it("says so where the front end takes none", async () => {
    const { reply } = await notebook.run('await input("name? ")', { allow_stdin: false });
    expect(reply.evalue).toMatch(/takes none/);
  });

  it("is what kernel-utils asks with, and where nobody answers, or with nothing, its own answer stands", async () => {
    await notebook.ok('import { input as ask } from "kernel-utils/notebook";');
    const code = 'await ask("name? ", { otherwise: "Grace" })';
    const question = notebook.frontEnd.nextInput();
    const id = await notebook.send(code, { allow_stdin: true });
    const asked = await question;
    await notebook.frontEnd.send("stdin", "input_reply", { status: "ok", value: "Ada" }, { parent: asked.header });
    const answered = await notebook.ended(id);
    expect([answered.reply.evalue, answered.result]).toEqual([undefined, "'Ada'"]);
    const next = notebook.frontEnd.nextInput();
    const again = await notebook.send(code, { allow_stdin: true });
    const { header } = await next;
    await notebook.frontEnd.send("stdin", "input_reply", { status: "ok", value: "" }, { parent: header });
    expect((await notebook.ended(again)).result).toBe("'Grace'");
    const alone = await notebook.ok(code, { allow_stdin: false });
    expect([alone.stdout, alone.result]).toEqual(["name? Grace\n", "'Grace'"]);
    const { reply } = await notebook.run('await ask("name? ")', { allow_stdin: false });
    expect(reply.evalue).toMatch(/^input must run where somebody can answer "name\? "/);
  });
});

describe("comms", () => {
  const comm = (type: string, content: Json) => notebook.frontEnd.send("shell", type, content);
  const seen = async (type: string, id: string) =>
    (await notebook.frontEnd.until((message) => message.type === type && message.content.comm_id === id)).at(-1);

  it("open, speak and close from the front end", async () => {
    await notebook.ok(`comms.register("echo", (comm, data) => {
  comm.send({ opened: data });
  comm.onMessage((message) => comm.send({ echo: message }));
  comm.onClose(() => console.log("closed"));
});`);
    const id = randomUUID();
    await comm("comm_open", { comm_id: id, target_name: "echo", data: { a: 1 } });
    expect((await seen("comm_msg", id))?.content.data).toEqual({ opened: { a: 1 } });
    await notebook.frontEnd.settle();
    await comm("comm_msg", { comm_id: id, data: { b: 2 } });
    expect((await seen("comm_msg", id))?.content.data).toEqual({ echo: { b: 2 } });
    const info = await notebook.frontEnd.ask("shell", "comm_info_request", { target_name: "echo" });
    expect(info.content).toMatchObject({ status: "ok", comms: { [id]: { target_name: "echo" } } });
    await comm("comm_close", { comm_id: id, data: {} });
    const after = await notebook.frontEnd.ask("shell", "comm_info_request", {});
    expect(after.content.comms).toEqual({});
  });

  it("open, speak and close from a cell", async () => {
    const { outputs } = await notebook.ok(
      'const mine = comms.open("theirs", { a: 1 });\nmine.send({ b: 2 });\nmine.close();',
    );
    const sent = outputs.filter(({ type }) => type.startsWith("comm_"));
    expect(sent.map(({ type }) => type)).toEqual(["comm_open", "comm_msg", "comm_close"]);
  });

  it("that nobody expects are closed", async () => {
    const id = randomUUID();
    await comm("comm_open", { comm_id: id, target_name: "unknown", data: {} });
    expect((await seen("comm_close", id))?.content.comm_id).toBe(id);
  });

  it("whose target throws leave a living kernel", async () => {
    await notebook.ok('comms.register("broken", () => {\n  throw new Error("target broke");\n});');
    await comm("comm_open", { comm_id: randomUUID(), target_name: "broken", data: {} });
    await notebook.frontEnd.until(({ type, content }) => type === "error" && content.evalue === "target broke");
    expect((await notebook.ok("1")).result).toBe("1");
  });
});

describe("runs", () => {
  it("are kept in the history, unless told otherwise", async () => {
    await notebook.ok('"kept " + 1');
    await notebook.ok('"not kept"', { store_history: false });
    await notebook.ok('"silent"', { silent: true });
    const { content } = await notebook.frontEnd.ask("shell", "history_request", {
      hist_access_type: "tail",
      n: 2,
      output: true,
      raw: true,
    });
    expect((content.history as unknown[][]).at(-1)?.[2]).toEqual(['"kept " + 1', expect.stringContaining("kept 1")]);
    expect(JSON.stringify(content.history)).not.toMatch(/not kept|silent/);
  });

  it("that are silent publish nothing but status, and count nothing", async () => {
    const before = await notebook.ok("1");
    const silent = await notebook.ok('console.log("x");\n2', { silent: true });
    expect(silent.outputs.filter(({ type }) => type === "execute_result" || type === "execute_input")).toEqual([]);
    expect((await notebook.ok("3")).reply.execution_count).toBe((before.reply.execution_count as number) + 1);
  });

  it("that are not stored keep the places of their errors", async () => {
    const { reply } = await notebook.ok('function thrower() {\n  throw new Error("here");\n}');
    await notebook.run('let other = 1;\nthrow new Error("there");', { store_history: false });
    const { traceback } = await notebook.run("thrower()");
    expect(traceback).toMatch(new RegExp(`Cell \\[${reply.execution_count}\\], line 2[^]*"here"`));
  });

  it("give the values of user expressions", async () => {
    const { reply } = await notebook.ok("let base = 20;", {
      user_expressions: { good: "base + 1", bad: "nothing.here", broken: "(" },
    });
    const values = reply.user_expressions as Record<string, Json>;
    expect(values.good).toMatchObject({ status: "ok", data: { "text/plain": expect.stringContaining("21") } });
    expect(values.bad).toMatchObject({ status: "error", ename: "ReferenceError" });
    expect(values.broken).toMatchObject({ status: "error", ename: "SyntaxError" });
  });
});

describe("a note about stale cells", () => {
  it("stands under a rerun cell, once", async () => {
    await notebook.ok("const model = 1;", { cellId: "m" });
    const reader = await notebook.ok("const twice = model * 2;", { cellId: "r" });
    const id = await notebook.send("const model = 5;", { cellId: "m" });
    const all = await notebook.frontEnd.until(({ type, parentId }) => type === "display_data" && parentId === id);
    const text = `cell [${reader.reply.execution_count}] used the old \`model\`; rerun it`;
    expect(all.at(-1)?.content.data).toMatchObject({ "text/plain": text });
    const again = await notebook.send("const model = 6;", { cellId: "m" });
    await new Promise((done) => setTimeout(done, 400));
    await notebook.frontEnd.outputsOf(await notebook.send("1"));
    const later = await notebook.frontEnd.outputsOf(again);
    expect(later.filter(({ type }) => type === "display_data")).toEqual([]);
  });

  it("does not stand under cells that are all run, nor under those that are all run again", async () => {
    await notebook.frontEnd.settle();
    const cells = [
      "const one = 1;",
      "const two = one + 1;\nawait new Promise((done) => setTimeout(done, 300));",
      "const three = two + one;",
    ];
    for (const round of ["first", "second"]) {
      const ids: string[] = [];
      for (const [i, code] of cells.entries()) ids.push(await notebook.send(code, { cellId: `all-${i}` }));
      for (const id of ids) expect([round, (await notebook.ended(id)).reply.status]).toEqual([round, "ok"]);
    }
    await new Promise((done) => setTimeout(done, 400));
    const last = await notebook.send("1");
    const all = await notebook.frontEnd.until(({ parentId, type }) => parentId === last && type === "execute_result");
    expect(all.filter(({ type }) => type === "display_data")).toEqual([]);
  });

  /** The lines of the kernel's own under a rerun cell whose value another cell used. */
  async function linesOf(target: TestNotebook, name: string): Promise<unknown[]> {
    await target.ok(`const ${name} = 1;`, { cellId: `${name} writer` });
    await target.ok(`${name};`, { cellId: `${name} reader` });
    const id = await target.send(`const ${name} = 2;`, { cellId: `${name} writer` });
    await target.ended(id);
    await new Promise((done) => setTimeout(done, 400));
    const last = await target.send("1");
    await target.ended(last);
    const all = await target.frontEnd.until(({ parentId, type }) => parentId === last && type === "execute_result");
    return all.filter(({ parentId, type }) => parentId === id && type === "display_data");
  }

  it("can be turned off and on, by a call and by an environment variable", async () => {
    await notebook.ok('import { staleNotes } from "next-token-kernel";\nstaleNotes(false);');
    expect(await linesOf(notebook, "quietly")).toHaveLength(0);
    await notebook.ok("staleNotes(true);");
    expect(await linesOf(notebook, "loudly")).toHaveLength(1);
    const { reply } = await notebook.run("staleNotes(1 as never);");
    expect(reply).toMatchObject({
      ename: "TypeError",
      evalue: expect.stringContaining("must be true or false, got 1"),
    });
    const silent = await TestNotebook.open({}, { env: { NEXT_TOKEN_STALE_NOTES: "off" } });
    try {
      expect(await linesOf(silent, "silently")).toHaveLength(0);
    } finally {
      await silent.close();
    }
  });
});
