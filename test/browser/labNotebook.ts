/// <reference lib="dom" />
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { allCellsRan, chooseFromMenu } from "./lab";

const metadata = {
  kernelspec: { display_name: "TypeScript", language: "typescript", name: "typescript" },
  language_info: { name: "typescript" },
};

/** A notebook of the tests' own in a JupyterLab that is open, with a kernel of its own. */
export class LabNotebook {
  private constructor(
    readonly page: Page,
    /** Where it lies on the disk, and below the server's folder. */
    readonly path: string,
    private readonly served: string,
  ) {}

  /** Write a notebook of these code cells into a folder of the server's, and open it. */
  static async open(page: Page, folder: string, name: string, sources: readonly string[]): Promise<LabNotebook> {
    const path = join(folder, `${name}.ipynb`);
    const cells = sources.map((source, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    }));
    writeFileSync(path, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells }));
    const notebook = new LabNotebook(page, path, `${basename(folder)}/${name}.ipynb`);
    await notebook.reopen();
    return notebook;
  }

  /** Open it, and wait for the kernel. */
  async reopen(): Promise<void> {
    await this.page.evaluate(async (path) => {
      await (window as unknown as { jupyterapp: any }).jupyterapp.commands.execute("docmanager:open", { path });
    }, this.served);
    await this.page.waitForFunction((path) => {
      const { currentWidget } = (window as unknown as { jupyterapp: any }).jupyterapp.shell;
      const kernel = currentWidget?.sessionContext?.session?.kernel;
      const isOpen = currentWidget?.context?.path === path && currentWidget.isVisible;
      return isOpen && kernel?.connectionStatus === "connected" && kernel.status === "idle";
    }, this.served);
  }

  /** Close it, and end its kernel. */
  close(): Promise<void> {
    return this.page.evaluate(async () => {
      const { currentWidget } = (window as unknown as { jupyterapp: any }).jupyterapp.shell;
      await currentWidget.sessionContext.shutdown();
      currentWidget.dispose();
    });
  }

  cell(index: number): Locator {
    return this.page.locator(".jp-NotebookPanel:visible .jp-Cell").nth(index);
  }

  /** What stands under a cell. */
  outputs(index: number): Locator {
    return this.cell(index).locator(".jp-OutputArea-output");
  }

  /** What is read under a cell. */
  async text(index: number): Promise<string> {
    return (await this.outputs(index).allInnerTexts()).join("\n").trim();
  }

  /** The cursor at the end of a cell. */
  async focus(index: number): Promise<void> {
    await this.cell(index).locator(".cm-content").click();
    await this.page.keyboard.press("ControlOrMeta+End");
  }

  source(index: number): Promise<string> {
    return this.page.evaluate((at) => {
      const { jupyterapp } = window as unknown as { jupyterapp: any };
      return jupyterapp.shell.currentWidget.content.model.cells.get(at).sharedModel.getSource();
    }, index);
  }

  /** Start a cell, and go on at once. */
  async begin(index: number): Promise<void> {
    await this.focus(index);
    await this.page.keyboard.press("Control+Enter");
  }

  /** Run a cell to its end. */
  async run(index: number): Promise<void> {
    await this.begin(index);
    await this.cell(index)
      .locator(".jp-InputPrompt", { hasText: /\[\d+\]/ })
      .waitFor();
  }

  async runAll(): Promise<void> {
    await chooseFromMenu(this.page, "Run", "Run All Cells");
    await allCellsRan(this.page);
  }
}
