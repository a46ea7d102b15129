import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestNotebook } from "./notebook";

let notebook: TestNotebook;
beforeAll(async () => {
  notebook = await TestNotebook.open({
    "spin.mjs": "export function spin() {\n  for (;;);\n}\n",
    "spin.d.mts": "export function spin(): void;\n",
  });
  await notebook.ok(
    'const kept = "kept";\nconst sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));',
  );
}, 20_000);
afterAll(() => notebook.close());

/** Run a cell that says "go", stop it, and see that it ended, that it ended so, and that the next cell runs. */
async function stopped(code: string, prelude = 'console.log("go");') {
  const id = await notebook.send(`${prelude}\n${code}`);
  await notebook.said(id, "go");
  await new Promise((done) => setTimeout(done, 60));
  await notebook.interrupt();
  const ran = await notebook.ended(id);
  expect(ran.reply).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
  expect((await notebook.ok("kept")).result).toBe("'kept'");
  return ran;
}

describe("stop", { timeout: 4_000 }, () => {
  it.each([
    ["a synchronous loop at top level", "while (true) {}"],
    ["an arithmetic loop", "let sum = 0;\nfor (let i = 0; i < 1e15; i++) sum += i;"],
    ["a loop after an await", "await sleep(1);\nwhile (true) {}"],
    ["a loop in a function of the cell", "function spin() {\n  for (;;) {}\n}\nspin();"],
    ["a loop in a library", 'import { spin } from "./spin.mjs";\nspin();'],
    [
      "a library after an await",
      'import { spin } from "./spin.mjs";\nimport { readFile } from "node:fs/promises";\nawait readFile("spin.mjs");\nspin();',
    ],
    ["a library after a sleep", 'import { spin } from "./spin.mjs";\nawait sleep(1);\nspin();'],
    ["a library in a tick", 'import { spin } from "./spin.mjs";\nawait new Promise(() => process.nextTick(spin));'],
    ["a loop in a callback of the language", "[1, 2].map(() => {\n  for (;;);\n});"],
    ["a regular expression", '/^(a+)+$/.test("a".repeat(40) + "b");'],
    ["a promise that never settles", "await new Promise(() => {});"],
    ["a sleep", "await sleep(1e6);"],
    ["a sleep of timers/promises", 'import { setTimeout as wait } from "node:timers/promises";\nawait wait(1e6);'],
    ["an endless loop of sleeps", "while (true) await sleep(1);"],
    [
      "for await",
      "async function* ticks() {\n  for (;;) {\n    await sleep(1);\n    yield 1;\n  }\n}\nfor await (const tick of ticks());",
    ],
    ["a loop that prints", "for (;;) console.log('more');"],
    ["a swallowing try in a loop", "for (;;) {\n  try {\n    await sleep(1);\n  } catch {}\n}"],
    ["a swallowing try in a synchronous loop", "for (;;) {\n  try {\n    JSON.parse('{');\n  } catch {}\n}"],
    ["a swallowing try around everything", "try {\n  while (true) {}\n} catch {}\nawait sleep(1e6);"],
    ["an await in a function", "async function f() {\n  await sleep(1e6);\n}\nawait f();"],
    ["a spinning timer that is waited for", "await new Promise(() => setTimeout(() => {\n  while (true) {}\n}, 1));"],
    ["a spinning immediate", "await new Promise(() => setImmediate(() => {\n  for (;;);\n}));"],
    [
      "a spinning listener",
      'import { EventEmitter } from "node:events";\nconst spinner = new EventEmitter();\nspinner.on("x", () => {\n  for (;;);\n});\nspinner.emit("x");',
    ],
    ["a spinning continuation", "await Promise.resolve().then(() => {\n  for (;;);\n});"],
    ["a spinning getter of the last value", "({ [Symbol.for('Jupyter.display')]() {\n  for (;;);\n} })"],
    ["a display that never comes", "({ [Symbol.for('Jupyter.display')]: () => new Promise(() => {}) })"],
    ["endless microtasks", "await (async () => {\n  for (;;) await null;\n})();"],
    ["a worker's Atomics.wait", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1e6);"],
  ])("ends %s", async (_, code) => {
    expect((await stopped(code)).reply.ename).toBe("KeyboardInterrupt");
  });

  it("ends a fetch", async () => {
    await notebook.ok(
      'import { createServer } from "node:http";\nconst server = createServer(() => {}).listen(0);\nawait new Promise((done) => server.on("listening", done));\nconst url = `http://localhost:${(server.address() as any).port}`;',
    );
    expect((await stopped("await fetch(url);")).reply.ename).toBe("KeyboardInterrupt");
    await notebook.ok("server.closeAllConnections();\nserver.close();");
  });

  it.each([
    ["an await", "await sleep(1e6);"],
    ["a loop of the cell", "while (true) {}"],
    ["a loop of awaits", "for (;;) await sleep(1);"],
  ])("runs finally where the cell was at %s", async (_, body) => {
    const { stdout } = await stopped(`try {\n  ${body}\n} finally {\n  console.log("finally");\n}`);
    expect(stdout).toBe("go\nfinally\n");
  });

  it("says so where finally did not run", async () => {
    const { reply, stdout } = await stopped(
      'try {\n  /^(a+)+$/.test("a".repeat(40) + "b");\n} finally {\n  console.log("finally");\n}',
    );
    expect(stdout).toBe("go\n");
    expect(reply.evalue).toMatch(/finally/);
  });

  it("keeps the cell from going on in the background", async () => {
    const { outputs } = await stopped(
      'globalThis.setInterval(() => console.log("still"), 20);\nsleep(100).then(() => console.log("still"));\n(async () => {\n  for (;;) {\n    await sleep(10);\n    console.log("still");\n  }\n})();\nawait sleep(1e6);',
    );
    const id = outputs[0]?.parentId;
    await notebook.frontEnd.settle();
    await notebook.ok("await sleep(300);");
    const all = await notebook.frontEnd.until(
      ({ type, content }) => type === "status" && content.execution_state === "idle",
    );
    expect(all.filter(({ parentId, type }) => parentId === id && type === "stream")).toEqual([]);
  });

  it("aborts the cell's signal", async () => {
    await notebook.ok('import { cell } from "next-token-kernel";\nlet heard: string = "";');
    await stopped(
      'cell.signal.addEventListener("abort", () => (heard = cell.signal.reason.name));\nawait new Promise(() => {});',
    );
    expect((await notebook.ok("heard")).result).toBe("'KeyboardInterrupt'");
  });

  it("swallows late failures of what was abandoned", async () => {
    const { outputs } = await stopped('await new Promise((_, no) => setTimeout(no, 200, new Error("late")));');
    await notebook.frontEnd.settle();
    await notebook.ok("await sleep(300);");
    const all = await notebook.frontEnd.until(({ content }) => content.execution_state === "idle");
    expect(all.filter(({ type, parentId }) => type === "error" && parentId === outputs[0]?.parentId)).toEqual([]);
  });

  it("does nothing to an idle kernel", async () => {
    for (let i = 0; i < 5; i++) await notebook.interrupt();
    // It is answered before it reaches the main thread, where it would mean the next cell.
    await new Promise((done) => setTimeout(done, 100));
    expect((await notebook.ok("kept")).result).toBe("'kept'");
  });

  it("ends a background task that spins after its cell", async () => {
    const id = await notebook.send('setTimeout(() => {\n  console.log("spins");\n  for (;;);\n}, 10);');
    await notebook.ended(id);
    await notebook.said(id, "spins");
    await notebook.interrupt();
    expect((await notebook.ok("kept")).result).toBe("'kept'");
  });
});

describe("stop at random moments", { timeout: 60_000 }, () => {
  it("leaves a living kernel", async () => {
    const cells = [
      "while (true) {}",
      "for (;;) await sleep(1);",
      "await sleep(60);",
      "for (let i = 0; i < 2000; i++) console.log(i);",
      "1 + 1",
      "[3, 1].sort((a, b) => a - b)",
    ];
    for (let i = 0; i < 30; i++) {
      const id = await notebook.send(cells[i % cells.length] as string);
      const ended = notebook.ended(id);
      await new Promise((done) => setTimeout(done, Math.random() * 40));
      await notebook.interrupt();
      // One that came before the cell began stops nothing: another does.
      const again = setTimeout(() => void notebook.interrupt(), 1500);
      await ended;
      clearTimeout(again);
    }
    expect((await notebook.ok("kept")).result).toBe("'kept'");
  });
});
