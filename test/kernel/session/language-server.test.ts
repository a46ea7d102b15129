import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { TestNotebook } from "./notebook";
import { processesOfGroup } from "./processes";

let notebook: TestNotebook;
afterEach(() => notebook.close());

const wrong = "const n: number = 'a';";
/** Send a signal to the language servers of the kernel. */
const signal = (name: NodeJS.Signals): void => {
  for (const { pid, command } of processesOfGroup(notebook.process.pid as number)) {
    if (!command.includes("--lsp")) continue;
    try {
      process.kill(pid, name);
    } catch {
      // It ended meanwhile.
    }
  }
};
/** What cells say besides their results. */
const notes = async (...cells: string[]): Promise<string[]> => {
  const found: string[] = [];
  for (const code of cells) {
    const { outputs } = await notebook.ok(code);
    const shown = outputs.filter(({ type }) => type === "display_data");
    found.push(...shown.map(({ content }) => String((content.data as Record<string, string>)["text/plain"])));
  }
  return found;
};
/** Install the kernel into a folder of its own, with such a file in the place of TypeScript's executable, or none. */
function installKernel(executable: string | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), "next-token-kernel-"));
  const modules = join(folder, "node_modules");
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  mkdirSync(modules);
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (name === "typescript") cpSync(join(root, "node_modules", name), join(modules, name), { recursive: true });
    else if (name !== "@typescript") symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  for (const name of ["dist", "package.json"])
    cpSync(join(root, "kernel", name), join(folder, "kernel", name), { recursive: true });
  if (executable !== undefined) {
    const own = join(modules, "@typescript", `typescript-${process.platform}-${process.arch}`);
    mkdirSync(join(own, "lib"), { recursive: true });
    writeFileSync(join(own, "package.json"), "{}");
    writeFileSync(join(own, "lib", "tsc"), executable, { mode: 0o755 });
  }
  return folder;
}
const unchecked = expect.stringMatching(/^types are not checked for now: .* restart the kernel, or install/);

describe("a language server", { timeout: 120_000 }, () => {
  it("that is killed is started again, and checks against the cells of before", async () => {
    notebook = await TestNotebook.open();
    await notebook.ok("const kept = 7;");
    signal("SIGKILL");
    expect((await notebook.run("const text: string = kept;")).reply.evalue).toMatch(/^TS2322/);
    expect((await notebook.ok("kept")).result).toBe("7");
  });

  it("that hangs is started again; the cell waits for it no longer than it must", async () => {
    notebook = await TestNotebook.open();
    await notebook.ok("const kept = 7;");
    signal("SIGSTOP");
    expect((await notebook.run("const text: string = kept;")).reply.evalue).toMatch(/^TS2322/);
  });

  it("that hangs doesn't keep a cell from being stopped", async () => {
    notebook = await TestNotebook.open();
    signal("SIGSTOP");
    const id = await notebook.send("1");
    // It answers beside the cell: the cell waits for the server.
    await notebook.frontEnd.ask("shell", "is_complete_request", { code: "1" });
    await notebook.interrupt();
    expect((await notebook.ended(id)).reply.ename).toBe("KeyboardInterrupt");
    // It would not hear that the kernel is gone.
    signal("SIGKILL");
  });

  it.each([
    ["that was never installed", undefined],
    ["that can't run on this machine", "no program"],
    ["that ends whenever it is started", "#!/bin/sh\nexit 1\n"],
  ])("%s leaves a kernel that runs cells, and says once that types aren't checked", async (_, executable) => {
    const installation = installKernel(executable);
    notebook = await TestNotebook.open({}, { program: join(installation, "kernel", "dist", "cli.js") });
    try {
      expect(await notes(wrong, wrong, wrong, wrong)).toEqual([unchecked]);
      expect((await notebook.ok("n")).result).toBe("'a'");
      const { content } = await notebook.frontEnd.ask("shell", "complete_request", { code: "n.", cursor_pos: 2 });
      expect(content).toMatchObject({ status: "ok", matches: [] });
    } finally {
      rmSync(installation, { recursive: true });
    }
  });
});
