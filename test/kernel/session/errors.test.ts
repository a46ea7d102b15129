import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { patience } from "../wire/within";
import { plain, TestNotebook } from "./notebook";

let notebook: TestNotebook;
beforeAll(async () => {
  notebook = await TestNotebook.open();
});
afterAll(() => notebook.close());

/** The error that a cell ends with. */
async function failure(code: string) {
  const ran = await notebook.run(code);
  expect(ran.reply.status).toBe("error");
  expect(ran.outputs.filter(({ type }) => type === "error")).toHaveLength(1);
  return { ename: ran.reply.ename as string, evalue: ran.reply.evalue as string, traceback: ran.traceback, ran };
}

describe("errors", () => {
  it("show the TypeScript line, a caret and the cell's number", async () => {
    const { ename, evalue, traceback, ran } = await failure(
      "interface Pair {\n  a: number;\n}\nconst pair: Pair = { a: 1 };\nthrow new RangeError(`no ${pair.a}`);",
    );
    expect([ename, evalue]).toEqual(["RangeError", "no 1"]);
    expect(traceback).toContain(`Cell [${ran.reply.execution_count}], line 5`);
    expect(traceback).toMatch(/> 5 \| throw new RangeError\(`no \$\{pair.a\}`\);\n +\| {7}\^/);
  });

  it("show the line in an earlier cell's function, and who called it", async () => {
    const { reply } = await notebook.ok(
      'function inner(n: number): number {\n  if (n > 1) throw new Error("deep");\n  return n;\n}',
    );
    const { traceback, ran } = await failure("const start = 1;\ninner(start + 1);");
    expect(traceback).toMatch(
      new RegExp(`Cell \\[${reply.execution_count}\\], line 2[^]*Cell \\[${ran.reply.execution_count}\\], line 2`),
    );
  });

  it("of timers and of promises that nobody waits for are told under their own cell", async () => {
    for (const code of [
      'setTimeout(() => {\n  throw new Error("late");\n}, 50);',
      'void (async () => {\n  await new Promise((done) => setTimeout(done, 50));\n  throw new Error("late");\n})();',
      'process.nextTick(() => {}); void new Promise((_, no) => setTimeout(no, 50, new Error("late")));',
    ]) {
      const id = await notebook.send(code);
      expect((await notebook.ended(id)).reply.status).toBe("ok");
      const next = await notebook.send("await new Promise((done) => setTimeout(done, 100));");
      const all = await notebook.frontEnd.until(({ type, parentId }) => type === "error" && parentId === id);
      const error = all.at(-1)?.content;
      expect(error).toMatchObject({ ename: "Error", evalue: "late" });
      expect(plain(String(error?.traceback))).toMatch(/Cell \[\d+\], line \d/);
      expect((await notebook.ended(next)).reply.status).toBe("ok");
    }
  });

  it("of promises that the cell left rejected are told before it ends", async () => {
    for (const code of [
      'Promise.reject(new Error("nobody"));',
      'void (async () => { throw new Error("nobody"); })();',
    ]) {
      for (let times = 0; times < 10; times++) {
        const { outputs } = await notebook.ok(code);
        expect(outputs.map(({ type, content }) => type === "error" && content.evalue)).toContain("nobody");
      }
    }
  });

  it("of types are all told, each with its code and what it is about", async () => {
    const { ename, traceback } = await failure('let a: number = "x";\nlet b: string = 12345;\nconsole.log("never");');
    expect(ename).toBe("TypeScriptError");
    expect(traceback.match(/TS2322/g)).toHaveLength(2);
    expect(traceback).toMatch(/> 1 \| let a: number = "x";\n +\| {5}\^\n/);
    expect(traceback).toMatch(/> 2 \| let b: string = 12345;/);
  });

  it("of types keep the cell from running", async () => {
    const { ran } = await failure('console.log("never"); let c: number = "x";');
    expect(ran.stdout).toBe("");
  });

  it("of syntax show where", async () => {
    const { ename, traceback } = await failure("let ok = 1;\nlet 1x = 2;");
    expect(ename).toBe("SyntaxError");
    expect(traceback).toMatch(/> 2 \| let 1x = 2;\n +\| {4,6}\^/);
    expect((await failure("yield 1")).evalue).toMatch(/^A 'yield' expression [^.]*\. Either remove/);
  });

  it("tell their cause", async () => {
    const { traceback } = await failure('throw new Error("outer", { cause: new TypeError("inner reason") });');
    expect(traceback).toMatch(/Error: outer[^]*Caused by: TypeError: inner reason/);
  });

  it("of an AggregateError are told each", async () => {
    const { traceback } = await failure(
      'await Promise.any([Promise.reject(new Error("one")), Promise.reject("two")]);',
    );
    expect(traceback).toMatch(/Error 1 of 2: Error: one[^]*Error 2 of 2: 'two'/);
  });

  it.each([
    ["throw null;", "null"],
    ["throw undefined;", "undefined"],
    ['throw "text";', "'text'"],
    ["throw { code: 7 };", "{ code: 7 }"],
    ["throw 12n;", "12n"],
    ["throw Symbol('s');", "Symbol(s)"],
    ["throw Object.create(null);", "[Object: null prototype] {}"],
    ["await Promise.reject(7);", "7"],
    ["throw new Proxy({}, { get() { throw new Error('trap'); } });", expect.stringMatching(/^(\{\}|Proxy\(\{\}\))$/)],
  ])("may be anything: %s", async (code, evalue) => {
    expect((await failure(code)).evalue).toEqual(evalue);
  });

  it.each([
    'throw Object.assign(new Error("m"), { name: 7 });',
    "throw Object.assign(new Error(), { message: { a: 1 } });",
    'throw Object.defineProperty(new Error("m"), "stack", { get() { throw new Error("trap"); } });',
    'throw Object.defineProperty(new Error("m"), "message", { get() { throw new Error("trap"); } });',
    'const loop: any = new Error("m"); loop.cause = loop; throw loop;',
    'throw new (await import("node:vm")).Script("new Error(1)").runInNewContext();',
  ])("may be strange: %s", async (code) => {
    const { ename, evalue } = await failure(code);
    expect(typeof ename).toBe("string");
    expect(typeof evalue).toBe("string");
  });

  it("with huge messages are cut, with a note", async () => {
    const { evalue } = await failure('throw new Error("x".repeat(5_000_000));');
    expect(evalue.length).toBeLessThan(30_000);
    expect(evalue).toMatch(/more characters$/);
  });

  it("leave what the cell declared before", async () => {
    await failure(
      'const kept = 5;\nlet alsoKept = "a";\nfunction keptToo() {\n  return kept;\n}\nthrow new Error("stop");',
    );
    expect((await notebook.ok("[kept, alsoKept, keptToo()]")).result).toBe("[ 5, 'a', 5 ]");
  });

  it("abort the cells in the queue, unless told otherwise", async () => {
    const first = await notebook.send('await new Promise((done) => setTimeout(done, 100)); throw new Error("first");');
    const second = await notebook.send("1");
    expect((await notebook.ended(first)).reply.status).toBe("error");
    expect((await notebook.ended(second)).reply.status).toBe("aborted");
    const third = await notebook.send('throw new Error("third");', { stop_on_error: false });
    const fourth = await notebook.send("2");
    expect((await notebook.ended(third)).reply.status).toBe("error");
    expect((await notebook.ended(fourth)).reply.status).toBe("ok");
  });

  it("name the package that is missing and what brings it", async () => {
    for (const code of [
      'import x from "no-such-package-here";',
      'import { y } from "@no/such/sub";',
      'await import("no-such-package-here");',
      'require("no-such-package-here");',
    ]) {
      const { traceback } = await failure(code);
      expect(traceback).toMatch(/npm i (no-such-package-here|@no\/such)\b/);
    }
  });

  it("of require keep their code, and name the path that leads nowhere", async () => {
    const { evalue, traceback } = await failure('require("./nowhere.js");');
    expect(evalue).toBe('there is no module "./nowhere.js": check the path, which starts at the notebook\'s folder');
    expect(traceback).toContain('> 1 | require("./nowhere.js");');
    const { result } = await notebook.ok(
      'let code: unknown;\ntry {\n  require("./nowhere.js");\n} catch (error) {\n  ({ code } = error as NodeJS.ErrnoException);\n}\ncode',
    );
    expect(result).toBe("'MODULE_NOT_FOUND'");
  });

  it("name the import that an unknown name lacks", async () => {
    // An error doesn't wait for what takes long to look up the first time.
    await expect
      .poll(async () => (await failure("const cut = topP(0.9);")).evalue, { timeout: patience })
      .toBe(`TS2304: Cannot find name 'topP': add import { topP } from "kernel-utils/decode"`);
  });

  it("thrown in a library say where, in one line", async () => {
    const { traceback } = await failure('import { readFileSync } from "node:fs";\nreadFileSync("/no/such/file");');
    expect(traceback).toMatch(/ENOENT[^]*in readFileSync[^]*> 2 \| readFileSync/);
    expect(traceback).not.toMatch(/Runtime\.evaluate|inspector|repl\.js|execution\.js/);
  });

  it("call a cell's own name by its name, also where it covers a global's", async () => {
    await notebook.ok("const name = { deep: undefined as any };\nfunction fetch() {\n  return name.deep.x;\n}");
    const { evalue, traceback } = await failure("fetch()");
    expect(evalue + traceback).not.toContain("$cell");
    const undefinedCall = await failure("(name as any)()");
    expect(undefinedCall.evalue).toBe("name is not a function");
  });

  it("of % and ! lines say the TypeScript way", async () => {
    expect((await failure("%timeit 1")).evalue).toMatch(/magic|TypeScript/i);
    expect((await failure("!ls")).evalue).toMatch(/child_process|execSync/);
  });
});
