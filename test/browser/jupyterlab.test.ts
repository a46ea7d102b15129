import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from "vitest";
import { browserArguments, findBrowser } from "../../scripts/browser.mjs";
import { drawnCharts, missingGlyphs } from "./charts";
import { allCellsRan, chooseFromMenu, codeCells, errorsOf, openNotebook, showWholeNotebook } from "./lab";
import { type Server, startServer } from "./server";

const folder = fileURLToPath(new URL("../../notebooks/", import.meta.url));
const screenshots = fileURLToPath(new URL("../../output/screenshots/notebooks/", import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
const plotly = "application/vnd.plotly.v1+json";

let server: Server;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  server = await startServer();
  browser = await chromium.launch({ executablePath: findBrowser(), args: browserArguments });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** The title of a figure as it is drawn: markup taken out. */
function titleOf(figure: unknown): string {
  const title = (figure as { layout?: { title?: { text?: string } } }).layout?.title?.text ?? "";
  return title.replaceAll(/<[^>]*>/g, "");
}

describe.each(names)("%s in JupyterLab", (name) => {
  let page: Page;
  const before = readFileSync(join(folder, name));

  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await openNotebook(page, server, name);
  });
  afterAll(async () => {
    await page?.close();
  });

  beforeEach(() => {
    onTestFailed(async () => {
      await page.screenshot({ path: join(screenshots, `${name}.failed.png`) });
    });
  });

  it("has the TypeScript kernel preselected", async () => {
    expect(await page.locator(".jp-NotebookPanel:visible .jp-KernelName").textContent()).toContain("TypeScript");
  });

  it("runs all without an error, and every chart is seen", async () => {
    await chooseFromMenu(page, "Run", "Run All Cells");
    const cells = await allCellsRan(page);
    expect(errorsOf(cells)).toEqual([]);

    const sent = cells.flatMap(({ outputs }) =>
      outputs.flatMap(({ data }) => (data?.[plotly] === undefined ? [] : [data[plotly]])),
    );
    expect(sent.length).toBeGreaterThan(0);
    await showWholeNotebook(page);
    await page.waitForFunction(
      (wanted) => document.querySelectorAll(".js-plotly-plot .main-svg").length >= wanted,
      sent.length,
    );
    await page.screenshot({ path: join(screenshots, `${name}.png`) });

    const broken = page
      .locator(".jp-NotebookPanel:visible .jp-Cell img[src]")
      .evaluateAll((images) =>
        (images as HTMLImageElement[]).filter((image) => image.naturalWidth === 0).map((image) => image.alt),
      );
    expect(await broken, "pictures that did not load").toEqual([]);

    const charts = await drawnCharts(page.locator(".jp-NotebookPanel:visible"));
    expect(charts.map(({ title }) => title)).toEqual(sent.map(titleOf));
    for (const chart of charts) {
      expect(chart.title, "every chart says what it shows").not.toBe("");
      expect(chart.numMarks, chart.title).toBeGreaterThan(0);
      expect(Math.min(chart.width, chart.height), chart.title).toBeGreaterThan(200);
      expect(await missingGlyphs(page, chart.text, chart.fontFamily), chart.title).toEqual([]);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it("runs a cell again after it was changed", async () => {
    const [first] = await codeCells(page);
    expect(first).toBeDefined();
    await page.evaluate((index) => {
      const { content } = (window as unknown as { jupyterapp: any }).jupyterapp.shell.currentWidget;
      content.activeCellIndex = index;
      return content.scrollToItem(index);
    }, first!.index);
    const editor = page.locator(".jp-NotebookPanel:visible .jp-Cell.jp-mod-active .cm-content");
    await editor.click();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type('\nconsole.log("changed", 6 * 7);');
    await page.keyboard.press("Control+Enter");
    await page.locator(".jp-NotebookPanel:visible .jp-OutputArea-output", { hasText: "changed 42" }).waitFor();
    expect(errorsOf(await codeCells(page))).toEqual([]);
  });

  it("restarts and runs all", async () => {
    await chooseFromMenu(page, "Kernel", "Restart Kernel and Run All Cells…");
    await page.locator(".jp-Dialog-button", { hasText: "Restart" }).click();
    // The old numbers go first; else the wait would end on them.
    await page.waitForFunction(() => {
      const { model } = (window as unknown as { jupyterapp: any }).jupyterapp.shell.currentWidget.content;
      return model.toJSON().cells.some((cell: any) => cell.cell_type === "code" && cell.execution_count === null);
    });
    expect(errorsOf(await allCellsRan(page))).toEqual([]);
  });

  it("is on disk as it was", () => {
    expect(readFileSync(join(folder, name)).equals(before)).toBe(true);
  });
});
