import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { textOf } from "../wire/client-message";
import { TestNotebook } from "./notebook";

let notebook: TestNotebook;
beforeAll(async () => {
  notebook = await TestNotebook.open();
});
afterAll(() => notebook.close());

describe("output", () => {
  it("of 100,000 lines in one burst arrives whole and in order, idle last", async () => {
    const { stdout, outputs } = await notebook.ok("for (let i = 0; i < 100_000; i++) console.log(i);");
    expect(stdout).toBe(Array.from({ length: 100_000 }, (_, i) => `${i}\n`).join(""));
    expect(outputs.at(-1)?.content).toEqual({ execution_state: "idle" });
  });

  it("of every kind of write arrives", async () => {
    const { outputs } = await notebook.ok(`
process.stdout.write("a");
process.stdout.write(Buffer.from("é").subarray(0, 1));
process.stdout.write(Buffer.from("é").subarray(1));
process.stdout.write("Yg==", "base64");
await new Promise<void>((done) => process.stdout.write("c\\n", () => done()));
console.error("oops");
console.table([{ x: 1 }]);
console.group("g");
console.log("%s is %d", "n", 5);
console.groupEnd();`);
    expect(textOf(outputs)).toMatch(/^aébc\n[^]*│ 1[^]*g\n {2}n is 5\n$/);
    expect(textOf(outputs, "stderr")).toBe("oops\n");
  });

  it("of errors has the cells' lines in their stacks, not the kernel's", async () => {
    const { outputs } = await notebook.ok(`
function fail() { return new Error("deep"); }
console.error(fail());
console.trace("here");
process.stderr.write(String(new Error("plain").stack));`);
    const text = textOf(outputs, "stderr");
    expect(text).toMatch(/Error: deep\n +at fail [^]*Trace: here\n +at [^]*Error: plain\n +at /);
    expect(text).not.toContain("kernel/dist");
    expect(text).not.toContain("node:inspector");
  });

  it("of children that inherit it arrives", async () => {
    const { outputs } = await notebook.ok(`
import { spawn, spawnSync, execSync } from "node:child_process";
import { once } from "node:events";
const child = spawn("sh", ["-c", "echo one; echo two >&2"], { stdio: "inherit" });
await once(child, "close");
spawnSync("sh", ["-c", "echo three"], { stdio: "inherit" });
execSync("echo four >&2");`);
    expect(textOf(outputs)).toBe("one\nthree\n");
    expect(textOf(outputs, "stderr")).toBe("two\nfour\n");
  });

  it("of the background goes to its own cell", async () => {
    const first = await notebook.send('setTimeout(() => console.log("from the first"), 150);');
    await notebook.ended(first);
    const second = await notebook.ok(
      'console.log("from the second");\nawait new Promise((done) => setTimeout(done, 300));',
    );
    expect(second.stdout).toBe("from the second\n");
    await notebook.said(first, "from the first");
  });

  it("of listeners goes to the cell that added them", async () => {
    await notebook.ok('import { EventEmitter } from "node:events";\nconst bus = new EventEmitter();');
    const { stdout } = await notebook.ok('bus.on("x", () => console.log("heard"));\nbus.emit("x");');
    expect(stdout).toBe("heard\n");
  });

  it("can be cleared, shown under an id and updated from later cells", async () => {
    const { outputs } = await notebook.ok(`
import { clearOutput, display } from "next-token-kernel";
display({ "text/plain": "before" });
clearOutput({ wait: true });
display({ "text/plain": "first", "image/png": new Uint8Array([1, 2, 3]) }, { id: "one" });`);
    const shown = outputs.filter(({ type }) => /display|clear/.test(type));
    expect(shown.map(({ type }) => type)).toEqual(["display_data", "clear_output", "display_data"]);
    expect(shown[1]?.content).toEqual({ wait: true });
    expect(shown[2]?.content).toMatchObject({
      data: { "text/plain": "first", "image/png": "AQID" },
      transient: { display_id: "one" },
    });
    const later = await notebook.ok('display({ "text/plain": "second" }, { id: "one", update: true });');
    expect(later.outputs.find(({ type }) => type === "update_display_data")?.content).toMatchObject({
      data: { "text/plain": "second" },
      transient: { display_id: "one" },
    });
  });

  it("that is no bundle is an error of the cell", async () => {
    const wrong = await notebook.run('import { display } from "next-token-kernel";\ndisplay({ html: "<b>" });');
    expect(wrong.reply).toMatchObject({ ename: "TypeError" });
    expect(wrong.reply.evalue).toMatch(/bundle must be/);
    const noId = await notebook.run('display({ "text/plain": "x" }, { update: true });');
    expect(noId.reply.evalue).toMatch(/id must be given/);
  });

  it("keeps the order of streams and displays", async () => {
    const { outputs } = await notebook.ok('console.log("1");\ndisplay({ "text/plain": "2" });\nconsole.log("3");\n4');
    const kinds = outputs.filter(({ type }) => type !== "status" && type !== "execute_input").map(({ type }) => type);
    expect(kinds).toEqual(["stream", "display_data", "stream", "execute_result"]);
  });
});

describe("what was written for tslab", () => {
  it("shows through its display API", async () => {
    const { outputs } = await notebook.ok(`
import * as tslab from "tslab";
tslab.display.html("<b>x</b>");
tslab.display.png(new Uint8Array([1, 2, 3]));
const shown = tslab.newDisplay();
shown.text("one");
shown.text("two");`);
    const shows = outputs.filter(({ type }) => /display/.test(type));
    expect(shows.map(({ type }) => type)).toEqual([
      "display_data",
      "display_data",
      "display_data",
      "update_display_data",
    ]);
    expect(shows.map(({ content }) => Object.values(content.data as object)[0])).toEqual([
      "<b>x</b>",
      "AQID",
      "one",
      "two",
    ]);
  });

  it("requires CommonJS modules", async () => {
    expect((await notebook.ok('const path = require("path");\npath.join("a", "b")')).result).toBe("'a/b'");
  });
});
