// Cells that change what the kernel stands on.
import { afterEach, describe, expect, it } from "vitest";
import { StoppingNotebook } from "./stopping";

let stopping: StoppingNotebook;
afterEach(() => stopping.notebook.close());

const begetting = (how: string) => `const f = () => {\n  counter.turns++;\n  ${how}(f);\n};\nf();\nawait sleep(1e6);`;
const toStop = [
  ["ticks that beget ticks", begetting("process.nextTick")],
  ["microtasks that beget microtasks", begetting("queueMicrotask")],
  ["immediates that beget immediates", begetting("setImmediate")],
  ["a library in a continuation", 'import { spin } from "./spin.mjs";\nawait Promise.resolve().then(spin);'],
  ["a loop", "for (;;) counter.turns++;"],
] as const;

describe("with async hooks", () => {
  it("cells are stopped, and the kernel lives on", async () => {
    stopping = await StoppingNotebook.open();
    await stopping.notebook.ok(
      'import { createHook } from "node:async_hooks";\nlet numSeen = 0;\ncreateHook({ init: () => void numSeen++ }).enable();',
    );
    for (const [name, code] of toStop) expect((await stopping.stop(code)).reply.ename, name).toBe("KeyboardInterrupt");
    expect((await stopping.notebook.ok("numSeen > 0")).result).toBe("true");
  });

  it("and with a callback for what nobody catches, that stays", async () => {
    stopping = await StoppingNotebook.open();
    await stopping.notebook.ok("process.setUncaughtExceptionCaptureCallback(() => {});");
    for (const [, code] of toStop) await stopping.stop(code);
    expect((await stopping.notebook.ok("process.hasUncaughtExceptionCaptureCallback()")).result).toBe("true");
  });
});

describe("with a clock that stands still", () => {
  const still = `const [fake, never] = [() => 0 as any, () => {}];
Object.assign(globalThis, { setTimeout: fake, setInterval: fake, setImmediate: fake, queueMicrotask: never });
Object.assign(globalThis, { clearTimeout: never, clearInterval: never, clearImmediate: never });
performance.now = Date.now = fake;`;

  it("cells run and are stopped", async () => {
    stopping = await StoppingNotebook.open();
    const { notebook } = stopping;
    await notebook.ok('import { setTimeout as later } from "node:timers/promises";');
    await notebook.ok(still);
    expect((await notebook.ok('import { spin } from "./spin.mjs";\ntypeof spin')).result).toBe("'function'");
    for (const code of ["for (;;) counter.turns++;", "spin();", "await new Promise(() => {});"]) {
      const id = await notebook.send(`console.log("go");\n${code}`);
      await notebook.said(id, "go");
      await notebook.interrupt();
      expect((await notebook.ended(id)).reply.ename).toBe("KeyboardInterrupt");
    }
    const { ename } = (await notebook.run("const n: number = 'text';")).reply;
    expect(ename).toBe("TypeScriptError");
    expect((await notebook.ok("kept")).result).toBe("'kept'");
  });
});
