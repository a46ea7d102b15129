import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestNotebook } from "./notebook";
import { StoppingNotebook, stopTime } from "./stopping";

let stopping: StoppingNotebook;
let notebook: TestNotebook;
beforeAll(async () => {
  stopping = await StoppingNotebook.open();
  ({ notebook } = stopping);
});
afterAll(() => notebook.close());

const stopped = (code: string) => stopping.stop(code);

describe("stop", () => {
  it.each([
    ["a synchronous loop at top level", "while (true) counter.turns++;"],
    ["an arithmetic loop", "let sum = 0;\nfor (let i = 0; i < 1e15; i++) sum += i;"],
    ["a loop after an await", "await sleep(1);\nwhile (true) counter.turns++;"],
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
    ["an endless loop of sleeps", "while (true) {\n  await sleep(1);\n  counter.turns++;\n}"],
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
    ["endless microtasks", "await (async () => {\n  for (;;) {\n    await null;\n    counter.turns++;\n  }\n})();"],
    ["a worker's Atomics.wait", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1e6);"],
    [
      "recursion",
      "function f(depth: number): void {\n  counter.turns++;\n  if (depth > 0) f(depth - 1), f(depth - 1);\n}\nf(100);",
    ],
    [
      "recursion that overflows and is caught",
      "const f = (): void => f();\nfor (;;) {\n  try {\n    f();\n  } catch {}\n}",
    ],
    ["a generator", "function* g() {\n  while (true) yield counter.turns++;\n}\nfor (const x of g());"],
    [
      "an endless iterator",
      "new Set({ [Symbol.iterator]: () => ({ next: () => ({ done: false, value: counter.turns++ }) }) } as Iterable<number>);",
    ],
    ["a getter", "({\n  get x(): number {\n    for (;;) counter.turns++;\n  },\n}).x;"],
    ["a trap of a Proxy", "new Proxy({ x: 1 }, {\n  get() {\n    for (;;) counter.turns++;\n  },\n}).x;"],
    [
      "promises that beget promises",
      "const f = (): Promise<void> => {\n  counter.turns++;\n  return Promise.resolve().then(f);\n};\nawait f();",
    ],
    [
      "microtasks that beget microtasks",
      "const f = () => {\n  counter.turns++;\n  queueMicrotask(f);\n};\nf();\nawait sleep(1e6);",
    ],
    [
      "ticks that beget ticks",
      "const f = () => {\n  counter.turns++;\n  process.nextTick(f);\n};\nf();\nawait sleep(1e6);",
    ],
    [
      "immediates that beget immediates",
      "const f = () => {\n  counter.turns++;\n  setImmediate(f);\n};\nf();\nawait sleep(1e6);",
    ],
    [
      "a spinning interval of node:timers",
      'import { setInterval as repeat } from "node:timers";\nrepeat(() => {\n  for (;;) counter.turns++;\n}, 1);\nawait sleep(1e6);',
    ],
    [
      "a library in a callback of node:fs",
      'import { readFile } from "node:fs";\nimport { spin } from "./spin.mjs";\nreadFile("spin.mjs", spin);\nawait sleep(1e6);',
    ],
    [
      "a library in the display of the last value",
      'import { spin } from "./spin.mjs";\n({ [Symbol.for("Jupyter.display")]: spin })',
    ],
    [
      "a loop as the last value is inspected",
      "({\n  [Symbol.for('nodejs.util.inspect.custom')]() {\n    for (;;) counter.turns++;\n  },\n})",
    ],
    [
      "WebAssembly",
      `const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11];\nnew WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes))).exports.f();`,
    ],
    ["another context's loop", 'import { runInNewContext } from "node:vm";\nrunInNewContext("for (;;);");'],
    ["code from a string", '(0, eval)("for (;;) counter.turns++;");'],
    [
      "a sort",
      "const numbers = Array.from({ length: 1e6 }, (_, i) => (i * 7919) % 1_000_003);\nfor (;;) numbers.sort((a, b) => (counter.turns++, a - b)).reverse();",
    ],
    [
      "events that never come",
      'import { EventEmitter, on } from "node:events";\nfor await (const x of on(new EventEmitter(), "x"));',
    ],
    [
      "a library after a caught stop",
      'import { spin } from "./spin.mjs";\ntry {\n  await sleep(1e6);\n} catch {}\nspin();',
    ],
    [
      "another error in the place of the stop",
      'try {\n  await sleep(1e6);\n} catch {\n  throw new Error("another");\n}',
    ],
    ["a thread's Atomics.wait without an end", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);"],
    [
      "a sleep that hears the signal",
      'import { setTimeout as wait } from "node:timers/promises";\nimport { cell } from "next-token-kernel";\nawait wait(1e6, undefined, { signal: cell.signal });',
    ],
  ])("ends %s", async (_, code) => {
    expect((await stopped(code)).reply.ename).toBe("KeyboardInterrupt");
  });

  it.each([
    ["in the cell", ""],
    ["in a library", 'import { fill } from "./fill.mjs";\nfill();'],
  ])("ends a loop that allocates, long after it was compiled, %s", async (_, code) => {
    const loop =
      "let all = [];\nfor (let turn = 1; ; turn++) {\n  all.push(new Array(100).fill(1.5));\n  if (turn % 100_000 === 0) all = [];\n}";
    writeFileSync(join(notebook.folder, "fill.mjs"), `export function fill() {\n${loop}\n}\n`);
    writeFileSync(join(notebook.folder, "fill.d.mts"), "export function fill(): void;\n");
    const source = code === "" ? loop.replace("all = []", "all: number[][] = []") : code;
    const id = await notebook.send(`console.log("go");\n${source}`);
    await notebook.said(id, "go");
    await new Promise((done) => setTimeout(done, 1000));
    await notebook.interrupt();
    expect((await notebook.ended(id)).reply.ename).toBe("KeyboardInterrupt");
  });

  it("ends a fetch, and with the cell's signal its request", async () => {
    await notebook.ok(
      'import { createServer } from "node:http";\nimport { cell } from "next-token-kernel";\nlet numClosed = 0;\nconst server = createServer((request) => request.on("close", () => numClosed++)).listen(0);\nawait new Promise((done) => server.on("listening", done));\nconst url = `http://localhost:${(server.address() as any).port}`;',
    );
    await stopped("await fetch(url);");
    expect((await notebook.ok("numClosed")).result).toBe("0");
    await stopped("await fetch(url, { signal: cell.signal });");
    await expect.poll(async () => (await notebook.ok("numClosed")).result).toBe("1");
    await notebook.ok("server.closeAllConnections();\nserver.close();");
  });

  it("ends what waits for a worker", async () => {
    await notebook.ok('import { Worker } from "node:worker_threads";\nimport { once } from "node:events";');
    const { reply } = await stopped(
      'const worker = new Worker("for (;;);", { eval: true });\nawait once(worker, "message");',
    );
    expect(reply.evalue).toBe("the cell was stopped");
    await notebook.ok("await worker.terminate();");
  });

  it.each([
    ["an await", "await sleep(1e6);"],
    ["a loop of the cell", "while (true) {}"],
    ["a loop of awaits", "for (;;) await sleep(1);"],
  ])("runs finally where the cell was at %s", async (_, body) => {
    const { stdout } = await stopped(`try {\n  ${body}\n} finally {\n  console.log("finally");\n}`);
    expect(stdout).toBe("go\nfinally\n");
  });

  it.each([
    ["finishes what it does unbroken", "cell.unbroken(() => work(1000));", "[ 1, 1 ]"],
    [
      "finishes that in a timer",
      "await new Promise(() => setImmediate(() => cell.unbroken(() => work(1000))));",
      "[ 1, 1 ]",
    ],
    ["finishes what follows it and is short", "cell.unbroken(() => work(1000));\nwork(5);", "[ 2, 2 ]"],
    ["tears what isn't unbroken", "work(1000);", "[ 1, 0 ]"],
    ["tears what follows it and is long", "cell.unbroken(() => work(200));\nwork(1000);", "[ 2, 1 ]"],
    ["tears what is unbroken and doesn't end", "cell.unbroken(() => work(Infinity));", "[ 1, 0 ]"],
  ])("%s", async (_, code, result) => {
    const work = `const end = performance.now() + milliseconds;\n  while (performance.now() < end);`;
    const count = (name: string) => `globalThis.done.${name}++;`;
    const body = `${count("begun")}\n  ${work}\n  ${count("ended")}`;
    writeFileSync(join(notebook.folder, "work.mjs"), `export function work(milliseconds) {\n  ${body}\n}\n`);
    writeFileSync(join(notebook.folder, "work.d.mts"), "export function work(milliseconds: number): void;\n");
    await notebook.ok("const done = { begun: 0, ended: 0 };\nObject.assign(globalThis, { done });");
    const imports = 'import { work } from "./work.mjs";\nimport { cell } from "next-token-kernel";\n';
    const id = await notebook.send(`${imports}console.log("go", cell.takesInput);\n${code}`);
    await notebook.said(id, "go");
    await new Promise((done) => setTimeout(done, 60));
    await notebook.interrupt();
    const ran = await notebook.ended(id, stopTime + 2000);
    expect(ran.reply.ename).toBe("KeyboardInterrupt");
    expect((await notebook.ok("[done.begun, done.ended]")).result).toBe(result);
  });

  it("lets finally await and loop", async () => {
    const { stdout } = await stopped(
      'try {\n  await sleep(1e6);\n} finally {\n  await sleep(5);\n  for (let i = 0; i < 3; i++) console.log("finally");\n}',
    );
    expect(stdout).toBe("go\nfinally\nfinally\nfinally\n");
  });

  it("says so where finally took too long", async () => {
    const { reply, stdout } = await stopped(
      'try {\n  await sleep(1e6);\n} finally {\n  await sleep(1e6);\n  console.log("finally");\n}',
    );
    expect(stdout).toBe("go\n");
    expect(reply.evalue).toMatch(/not all of its `finally` blocks/);
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
    const { outputs } = await stopped("await new Promise((_, fail) => Object.assign(globalThis, { fail }));");
    await notebook.frontEnd.settle();
    await notebook.ok('(globalThis as any).fail(new Error("late"));\nawait sleep(50);');
    const all = await notebook.frontEnd.until(({ content }) => content.execution_state === "idle");
    expect(all.filter(({ type, parentId }) => type === "error" && parentId === outputs[0]?.parentId)).toEqual([]);
  });

  it("ends a module that loops as it loads", async () => {
    // It is read for a while before.
    const { reply } = await stopping.stop('await import("./endless.mjs");', "loops");
    expect(reply.ename).toBe("KeyboardInterrupt");
  });

  it("ends a library that an ended cell left spinning, so that no cell is heard", async () => {
    await notebook.ok(
      'import { execFile } from "node:child_process";\nimport { spin } from "./spin.mjs";\nexecFile("sleep", ["0.1"], spin);',
    );
    await new Promise((done) => setTimeout(done, 400));
    const id = await notebook.send("1");
    await notebook.interrupt();
    await notebook.ended(id, stopTime);
    expect(await stopping.runs()).toBe(stopping.undisturbed);
  });

  it("ends a background task that spins after its cell", async () => {
    const id = await notebook.send('setTimeout(() => {\n  console.log("spins");\n  for (;;);\n}, 10);');
    await notebook.ended(id);
    await notebook.said(id, "spins");
    await notebook.interrupt();
    expect((await notebook.ok("kept")).result).toBe("'kept'");
  });
});
