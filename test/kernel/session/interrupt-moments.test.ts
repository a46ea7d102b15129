import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestNotebook } from "./notebook";
import { StoppingNotebook } from "./stopping";

let stopping: StoppingNotebook;
let notebook: TestNotebook;
beforeAll(async () => {
  stopping = await StoppingNotebook.open();
  ({ notebook } = stopping);
});
afterAll(() => notebook.close());

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe("stop", () => {
  it("does nothing to an idle kernel, nor to the cell that begins right after it", async () => {
    for (let i = 0; i < 50; i++) {
      await notebook.interrupt();
      const { reply } = await notebook.run("for (let i = 0; i < 1e6; i++) counter.turns++;\nawait sleep(2);");
      expect(reply.status).toBe("ok");
    }
  });

  it("aborts the cells in the queue; what is sent then runs", async () => {
    const ids = [];
    for (const code of ["while (true) {}", "1", "2"]) ids.push(await notebook.send(code));
    await pause(60);
    await notebook.interrupt();
    const replies = [];
    for (const id of ids) replies.push((await notebook.ended(id)).reply);
    expect(replies.map(({ status }) => status)).toEqual(["error", "aborted", "aborted"]);
    expect(replies[0]?.ename).toBe("KeyboardInterrupt");
    expect(await stopping.runs()).toBe(stopping.undisturbed);
  });

  it.each(["while (true) {}", "await new Promise(() => {});", '/^(a+)+$/.test("a".repeat(40) + "b");'])(
    "many times in a row ends %s once, and not what is sent then",
    async (code) => {
      const id = await notebook.send(code);
      await pause(60);
      await Promise.all(Array.from({ length: 10 }, () => notebook.interrupt()));
      expect((await notebook.ended(id)).reply.ename).toBe("KeyboardInterrupt");
      expect(await stopping.runs()).toBe(stopping.undisturbed);
    },
  );

  it("of a cell that is run again at once", async () => {
    for (let i = 0; i < 10; i++) {
      const { reply } = await stopping.stop("while (true) counter.turns++;");
      expect(reply.evalue).toBe("the cell was stopped");
    }
  });

  it("while types are checked", async () => {
    // Counting in types: seconds of work for the compiler.
    const id = await notebook.send(`console.log("ran");
type Items<N extends number, T extends 0[] = []> = T["length"] extends N ? T : Items<N, [0, ...T]>;
type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type Sums = { [A in Digit]: { [B in Digit]: [...Items<900>, ...Items<A>, ...Items<B>]["length"] } };
const sum: Sums[Digit][Digit] = 900;
while (true) {}`);
    await notebook.frontEnd.until(
      ({ parentId, type }) => parentId === id && type === "execute_input",
      "the cell's begin",
    );
    await notebook.interrupt();
    const { reply, stdout } = await notebook.ended(id);
    expect([reply.ename, stdout]).toEqual(["KeyboardInterrupt", ""]);
    expect(await stopping.runs()).toBe(stopping.undisturbed);
  });

  it("while the reader is asked", async () => {
    const question = notebook.frontEnd.nextInput();
    const id = await notebook.send(
      'import { input } from "next-token-kernel";\nawait input("name? ");\ncounter.turns++;',
      { allow_stdin: true },
    );
    await question;
    await notebook.interrupt();
    expect((await notebook.ended(id)).reply.ename).toBe("KeyboardInterrupt");
    expect(await stopping.runs()).toBe(stopping.undisturbed);
  });
});

describe("200 stops at random moments", { timeout: 120_000 }, () => {
  const cells = [
    "while (true) counter.turns++;",
    "for (;;) await sleep(1);",
    "await sleep(60);",
    "for (let i = 0; i < 2000; i++) console.log(i);",
    'import { spin } from "./spin.mjs";\nspin();',
    'import { spin } from "./spin.mjs";\nawait sleep(1);\nspin();',
    "await new Promise(() => setTimeout(() => {\n  for (;;);\n}, 1));",
    'import { execSync } from "node:child_process";\nexecSync("sleep 1000");',
    "1 + 1",
    "[3, 1].sort((a, b) => a - b)",
  ];

  it("leave a living kernel", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cells), fc.integer({ min: 0, max: 40 }), async (code, delay) => {
        const reply = await stopping.stopAfter(delay, code, 5000);
        expect(["ok", "KeyboardInterrupt"]).toContain(reply.ename ?? reply.status);
        expect((await notebook.ok("kept")).result).toBe("'kept'");
      }),
      { numRuns: 200, endOnFailure: true },
    );
    expect(await stopping.runs()).toBe(stopping.undisturbed);
  });
});
