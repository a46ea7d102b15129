/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { errors, type Page } from "playwright-core";
import type { Server } from "./server";

/** An output as the notebook's model holds it. */
export interface Output {
  readonly output_type: string;
  readonly name?: string;
  readonly text?: string | string[];
  readonly data?: Record<string, unknown>;
}

/** A code cell as the notebook's model holds it. */
export interface CodeCell {
  readonly index: number;
  readonly source: string;
  readonly executionCount: number | null;
  readonly outputs: readonly Output[];
}

/** Open a notebook as a person does, in a workspace of the tests' own, and wait for its kernel. */
export async function openNotebook(page: Page, server: Server, name: string): Promise<void> {
  // What is run here is never saved: the notebook on disk is the reader's. (The POST at opening makes a checkpoint.)
  await page.route("**/api/contents/**", (route) =>
    route.request().method() === "PUT" ? route.abort() : route.continue(),
  );
  await page.goto(`${server.origin}/lab/workspaces/browser-test/tree/${name}?reset&token=${server.token}`);
  await page.locator(".jp-NotebookPanel:visible .jp-Notebook").waitFor();
  await page.waitForFunction(() => {
    const { jupyterapp } = window as unknown as { jupyterapp: any };
    const kernel = jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel;
    return kernel?.connectionStatus === "connected" && kernel.status === "idle";
  });
}

/** Choose from JupyterLab's menu bar. */
export async function chooseFromMenu(page: Page, menu: string, item: string): Promise<void> {
  await page.locator(".lm-MenuBar-item", { hasText: new RegExp(`^${menu}$`) }).click();
  await page.locator(".lm-Menu-item", { hasText: new RegExp(`^${item}$`) }).click();
}

/** The code cells with their outputs, those out of sight included. */
export function codeCells(page: Page): Promise<CodeCell[]> {
  return page.evaluate(() => {
    const { jupyterapp } = window as unknown as { jupyterapp: any };
    const { cells } = jupyterapp.shell.currentWidget.content.model.toJSON();
    return cells
      .map((cell: any, index: number) => ({
        index,
        type: cell.cell_type,
        source: Array.isArray(cell.source) ? cell.source.join("") : cell.source,
        executionCount: cell.execution_count,
        outputs: cell.outputs,
      }))
      .filter((cell: any) => cell.type === "code");
  });
}

/** Wait until every code cell that has code ran, and the kernel is idle; who is asked something presses Enter. */
export async function allCellsRan(page: Page, timeout = 120_000): Promise<CodeCell[]> {
  const end = Date.now() + timeout;
  for (;;) {
    const waiting = await firstNotRun(page);
    if (waiting === undefined) return codeCells(page);
    if (Date.now() > end) throw new Error(`cell ${waiting} must end within ${timeout / 1000} s, and it goes on`);
    await answerByEnter(page);
    await page.waitForTimeout(200);
  }
}

/** Press Enter where a cell asks something. */
async function answerByEnter(page: Page): Promise<void> {
  const question = page.locator(".jp-Stdin-input:visible");
  if ((await question.count()) === 0) return;
  try {
    await question.last().press("Enter", { timeout: 2000 });
  } catch (error) {
    // The box goes with the key's press, and Playwright may wait for it to come again. If it was not answered, it is still there.
    if (!(error instanceof errors.TimeoutError)) throw error;
  }
}

/** The first cell that has not ended, brought into sight; undefined when all have, and the kernel is idle. */
function firstNotRun(page: Page): Promise<number | undefined> {
  return page.evaluate(() => {
    const { jupyterapp } = window as unknown as { jupyterapp: any };
    const panel = jupyterapp.shell.currentWidget;
    const { cells } = panel.content.model.toJSON();
    const isDone = (cell: any) => cell.cell_type !== "code" || cell.execution_count > 0 || cell.source.length === 0;
    const index: number = cells.findIndex((cell: any) => !isDone(cell));
    if (index < 0) return panel.sessionContext.session?.kernel?.status === "idle" ? undefined : cells.length;
    // JupyterLab takes cells that are far away off the page, and with them what they ask.
    void panel.content.scrollToItem(index);
    return index;
  });
}

/** What went wrong in a notebook: errors, and what a kernel that sends no errors wrote to stderr. */
export function errorsOf(cells: readonly CodeCell[]): string[] {
  const isError = ({ output_type, name }: Output) =>
    output_type === "error" || (output_type === "stream" && name === "stderr");
  return cells.flatMap((cell) =>
    cell.outputs.filter(isError).map((output) => `cell ${cell.index}: ${JSON.stringify(output)}`),
  );
}

/** Make the window as high as the notebook, so that every cell is drawn and a screenshot holds them all. */
export async function showWholeNotebook(page: Page): Promise<void> {
  const { width } = page.viewportSize() ?? { width: 1280 };
  // Cells take their height when they are first drawn, so the notebook grows with the window: a few passes do it.
  for (let pass = 0; pass < 3; pass++) {
    const height = await page.evaluate(() => {
      const panels = [...document.querySelectorAll(".jp-WindowedPanel-outer")];
      const panel = panels.find((element) => element.clientHeight > 0);
      panel?.scrollTo({ top: 0 });
      const { height: cells } = panel?.querySelector(".jp-WindowedPanel-viewport")?.getBoundingClientRect() ?? {
        height: 800,
      };
      return Math.ceil(cells) + 160;
    });
    // 16384 pixels is the tallest picture that Chromium takes.
    await page.setViewportSize({ width, height: Math.min(height, 16_000) });
    await page.waitForTimeout(700);
  }
}
