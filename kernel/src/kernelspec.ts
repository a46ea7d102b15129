import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** What notebooks carry as `metadata.kernelspec.name`, and the folder that Jupyter looks for. */
export const kernelspecName = "typescript";

/** A Jupyter kernelspec, as written to kernel.json. */
export interface Kernelspec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "signal" | "message";
}

/**
 * Write the kernelspec "TypeScript" below `prefix`, where a Jupyter of that prefix finds it.
 * It names this very Node and this very package, so it stays right whatever PATH says later.
 * @param prefix a Python environment's folder (`.venv`, or what `python -c "import sys; print(sys.prefix)"` says)
 * @returns the folder that was written
 */
export function installKernelspec(prefix: string): string {
  const folder = join(resolve(prefix), "share", "jupyter", "kernels", kernelspecName);
  const spec: Kernelspec = {
    argv: [process.execPath, join(__dirname, "cli.js"), "start", "{connection_file}"],
    display_name: "TypeScript",
    language: "typescript",
    interrupt_mode: "message",
  };
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "kernel.json");
  // Written aside and renamed: a reader, or a second set-up at the same time, never sees half a file.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(spec, null, 2)}\n`);
  renameSync(draft, file);
  return folder;
}
