/// <reference lib="dom" />
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { browserArguments, findBrowser } from "../../scripts/browser.mjs";
import { root } from "../../scripts/environment.mjs";
import { processes } from "../kernel/session/processes";
import { chooseFromMenu } from "./lab";
import { LabNotebook } from "./labNotebook";
import { type Server, startServer } from "./server";

const screenshots = join(root, "output", "screenshots", "kernel");
/** Below the server's folder, and inside the project, whose packages the cells find. */
const folder = mkdtempSync(join(root, "notebooks", ".test-"));

let server: Server;
let browser: Browser;
let page: Page;
let notebook: LabNotebook;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  server = await startServer(["--ContentsManager.allow_hidden=True"]);
  browser = await chromium.launch({ executablePath: findBrowser(), args: browserArguments });
  page = await browser.newPage({ viewport: { width: 1000, height: 1000 } });
  await page.goto(`${server.origin}/lab/workspaces/kernel-test?reset&token=${server.token}`);
  await page.locator(".jp-Launcher").waitFor();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  const name = basename(notebook.path, ".ipynb");
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
  await page.keyboard.press("Escape");
  await notebook.close();
});

async function open(name: string, ...sources: string[]): Promise<LabNotebook> {
  notebook = await LabNotebook.open(page, folder, name, sources);
  return notebook;
}

describe("a person in JupyterLab", { timeout: 40_000 }, () => {
  it("sees an error's line of TypeScript, a caret and colour", async () => {
    const lab = await open(
      "errors",
      "function half(n: number): number {\n  if (n % 2 === 1) throw new RangeError(`odd: ${n}`);\n  return n / 2;\n}",
      "half(3);",
      'const count: number = "three";',
      "let ok = 1;\nlet 1x = 2;",
    );
    for (const cell of [0, 1, 2, 3]) await lab.run(cell);
    const [thrown, type, syntax] = await Promise.all([1, 2, 3].map((cell) => lab.text(cell)));
    expect(thrown).toMatch(/RangeError: odd: 3[^]*Cell \[1\], line 2[^]*> 2 \|   if \(n % 2[^\n]*\n +\| {26}\^/);
    expect(thrown).toMatch(/Cell \[2\], line 1[^]*> 1 \| half\(3\);/);
    expect(type).toMatch(/TS2322: Type 'string' is not assignable[^]*> 1 \| const count[^\n]*\n +\| {7}\^/);
    expect(syntax).toMatch(/SyntaxError[^]*> 2 \| let 1x = 2;\n +\| {4,6}\^/);
    for (const cell of [1, 2, 3]) {
      const red = lab.outputs(cell).locator(".ansi-red-fg").first();
      expect(await red.innerText()).toMatch(/RangeError|TS2322|SyntaxError/);
      const [coloured, plain] = await Promise.all(
        [red, lab.outputs(cell).locator("pre").first()].map((text) => text.evaluate((e) => getComputedStyle(e).color)),
      );
      expect(coloured).not.toBe(plain);
    }
  });

  it("sees the error of a timer under the timer's cell", async () => {
    const lab = await open(
      "timer",
      'setTimeout(() => {\n  throw new Error("late");\n}, 300);',
      'await new Promise((done) => setTimeout(done, 900));\n"after"',
    );
    await lab.run(0);
    await lab.run(1);
    expect(await lab.text(0)).toMatch(/Error: late[^]*Cell \[1\], line 2/);
    expect(await lab.text(1)).toContain("'after'");
    expect(await lab.text(1)).not.toContain("late");
  });

  it("stops a cell that waits and one that spins, and goes on", async () => {
    const lab = await open("stop", "let kept = 41;\nawait new Promise(() => {});", "kept++;\nwhile (true) {}", "kept");
    for (const cell of [0, 1]) {
      await lab.begin(cell);
      await page.locator(".jp-NotebookPanel:visible [data-status=busy]").first().waitFor();
      await page.locator('.jp-NotebookPanel:visible [data-command="notebook:interrupt-kernel"]').click();
      await lab.outputs(cell).getByText("KeyboardInterrupt").first().waitFor();
    }
    await lab.run(2);
    expect(await lab.text(2)).toBe("42");
  });

  it("reads under a rerun cell which cells used the old value, and not after Run All", async () => {
    const lab = await open("stale", "const model = 1;", "const twice = model * 2;", "model + twice", '"done"');
    await lab.runAll();
    await lab.runAll();
    await page.waitForTimeout(500);
    expect(await lab.text(0)).toBe("");
    await lab.begin(0);
    await lab.outputs(0).getByText("used the old").first().waitFor();
    expect(await lab.text(0)).toBe("cells [6], [7] used the old model; rerun them");
  });

  it("sees last values as tables, text and what they say of themselves, also when the notebook is opened again", async () => {
    const lab = await open(
      "values",
      '[{ word: "鲸", n: 1 }, { word: "sea", n: 22 }]',
      'new Map([["a", { deep: [1, 2] }]])',
      '({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>bold</b>", "text/plain": "bold" }) })',
      'import { DataFrame } from "danfojs-node";\nnew DataFrame([[1, "a"], [2, "b"]], { columns: ["x", "y"] })',
    );
    await lab.runAll();
    await page.keyboard.press("ControlOrMeta+s");
    await expect.poll(() => JSON.parse(readFileSync(lab.path, "utf8")).cells[3].outputs.length).toBe(1);
    for (const visit of ["run", "opened again"]) {
      if (visit === "opened again") {
        await lab.close();
        await lab.reopen();
      }
      const rows = (cell: number) => lab.outputs(cell).locator("table tr").allInnerTexts();
      await lab.outputs(3).locator("table").waitFor();
      expect(await rows(0), visit).toEqual(["word\tn", "鲸\t1", "sea\t22"]);
      expect(await lab.text(1), visit).toBe("Map(1) { 'a' => { deep: [ 1, 2 ] } }");
      expect(await lab.outputs(2).locator("b").innerText(), visit).toBe("bold");
      expect(await rows(3), visit).toEqual(["\tx\ty", "0\t1\ta", "1\t2\tb"]);
    }
  });

  it("answers questions, passwords unseen", async () => {
    const lab = await open(
      "input",
      'import { input } from "next-token-kernel";\n`hello ${await input("name? ")}`',
      '(await input("password? ", { password: true })).length',
    );
    for (const [cell, typed, result] of [
      [0, "Ada", "'hello Ada'"],
      [1, "secret", "6"],
    ] as const) {
      await lab.begin(cell);
      const field = lab.outputs(cell).locator(".jp-Stdin-input");
      await field.waitFor();
      expect(await lab.outputs(cell).locator(".jp-Stdin-prompt").innerText()).toBe(["name? ", "password? "][cell]);
      expect(await field.evaluate((element) => (element as HTMLInputElement).type)).toBe(["text", "password"][cell]);
      await field.fill(typed);
      await field.press("Enter");
      await lab.outputs(cell).getByText(result, { exact: true }).waitFor();
    }
    expect(await lab.text(1)).not.toContain("secret");
  });

  it("sees outputs cleared, and changed by later cells", async () => {
    const lab = await open(
      "outputs",
      'import { clearOutput, display } from "next-token-kernel";\ndisplay({ "text/plain": "begun" }, { id: "bar" });',
      'for (const step of [1, 2, 3]) {\n  clearOutput({ wait: true });\n  console.log("step", step);\n}',
      'display({ "text/plain": "done" }, { id: "bar", update: true });',
      'import { progress } from "kernel-utils/notebook";\nconst bar = progress("reading", 50);\nfor (let i = 0; i < 50; i++) bar.step();',
    );
    await lab.runAll();
    expect(await Promise.all([0, 1, 2].map((cell) => lab.text(cell)))).toEqual(["done", "step 3", ""]);
    expect(await lab.text(3)).toMatch(/^reading[^\n]*50\/50/);
  });

  it("has lines between the page and the cells, opened from either side", async () => {
    const lab = await open(
      "comms",
      'import { comms } from "next-token-kernel";\ncomms.register("echo", (line, data) => {\n  line.send({ opened: data });\n  line.onMessage((message) => line.send({ echo: message }));\n});',
      'const line = comms.open("page", { n: 1 });\nline.onMessage(({ n }) => line.send({ n: Number(n) * 2 }));',
    );
    await page.evaluate(() => {
      const front = window as unknown as { jupyterapp: any; heard: object[] };
      const { kernel } = front.jupyterapp.shell.currentWidget.sessionContext.session;
      front.heard = [];
      const hear = (message: any) => void front.heard.push(message.content.data);
      kernel.registerCommTarget("page", (comm: any, opening: any) => {
        hear(opening);
        comm.onMsg = hear;
        comm.send({ n: 21 });
      });
    });
    await lab.run(0);
    await lab.run(1);
    await page.evaluate(() => {
      const front = window as unknown as { jupyterapp: any; heard: object[] };
      const comm = front.jupyterapp.shell.currentWidget.sessionContext.session.kernel.createComm("echo");
      comm.onMsg = (message: any) => void front.heard.push(message.content.data);
      comm.open({ a: 1 });
      comm.send({ b: 2 });
    });
    const heard = () => page.evaluate(() => (window as unknown as { heard: object[] }).heard);
    await expect.poll(heard).toEqual([{ n: 1 }, { n: 42 }, { opened: { a: 1 } }, { echo: { b: 2 } }]);
  });

  it("restarts the kernel, with what it had started, and runs all", async () => {
    const lab = await open(
      "restart",
      'import { spawn } from "node:child_process";\nimport { Worker } from "node:worker_threads";\nconst worker = new Worker("setInterval(() => {}, 1000)", { eval: true });\nconst child = spawn("sleep", ["1000"]);\nconsole.log(process.pid, child.pid);',
      "let runs = 0;",
      "++runs",
    );
    await lab.runAll();
    await lab.run(2);
    const before = await lab.text(0);
    await chooseFromMenu(lab.page, "Kernel", "Restart Kernel and Run All Cells…");
    await page.locator(".jp-Dialog-button", { hasText: "Restart" }).click();
    await expect.poll(() => lab.text(2), { timeout: 10_000 }).toBe("1");
    expect(await lab.text(0)).not.toBe(before);
    const started = before.split(" ").map(Number);
    await expect.poll(() => processes().filter(({ pid }) => started.includes(pid))).toEqual([]);
  });

  it("is told that the kernel died, as at the end of its memory, and goes on with another", async () => {
    // What V8 does when a heap is full: the process ends on the spot.
    const lab = await open("died", "let runs = 0;", "process.abort();", "let runs = 1;\nruns");
    await lab.run(0);
    await lab.begin(1);
    const dialog = page.locator(".jp-Dialog", { hasText: "appears to have died" });
    await dialog.waitFor();
    await page.screenshot({ path: join(screenshots, "died-dialog.png") });
    await dialog.locator(".jp-Dialog-button").first().click();
    await lab.run(2);
    expect(await lab.text(2)).toBe("1");
    expect(await lab.cell(2).locator(".jp-InputPrompt").innerText()).toBe("[1]:");
  });

  it("completes with Tab in a broken cell, and brings an import along", async () => {
    const lab = await open(
      "complete",
      "const counts = new Map<string, number>();",
      'for (const word of ["a"] {\n  counts.',
      "",
    );
    await lab.run(0);
    await lab.focus(1);
    await page.keyboard.press("Tab");
    const offered = page.locator(".jp-Completer-item");
    await offered.filter({ hasText: "forEach" }).waitFor();
    await page.keyboard.type("ge");
    await page.keyboard.press("Enter");
    await expect.poll(() => lab.source(1)).toBe('for (const word of ["a"] {\n  counts.get');
    await lab.focus(2);
    await page.keyboard.type("topP");
    await page.keyboard.press("Tab");
    await offered.filter({ hasText: "kernel-utils/decode" }).waitFor();
    await page.screenshot({ path: join(screenshots, "complete-import.png") });
    await page.keyboard.press("Enter");
    await expect.poll(() => lab.source(2)).toBe('import { topP } from "kernel-utils/decode";\ntopP');
  });

  it("reads documentation with Shift-Tab", async () => {
    const lab = await open("inspect", 'import { topP } from "kernel-utils/decode";', "topP(");
    await lab.run(0);
    await lab.focus(1);
    await page.keyboard.press("Shift+Tab");
    const tooltip = page.locator(".jp-Tooltip");
    await tooltip.getByText("Keep the fewest").waitFor();
    expect(await tooltip.locator("pre code").first().innerText()).toContain("topP(p: number");
    expect(await tooltip.innerText()).not.toContain("```");
  });
});
