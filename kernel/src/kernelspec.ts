import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A Jupyter kernelspec, as written to kernel.json. */
export interface Kernelspec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "signal" | "message";
  readonly metadata?: {
    readonly debugger: boolean;
    /** Jupyter gives its keys only to a kernel that says it can use them. */
    readonly supported_encryption: readonly "curve"[];
  };
}

/** What notebooks carry as `metadata.kernelspec.name`, and the folder that Jupyter looks for. */
export type KernelName = "typescript" | "tslab";

/**
 * A quarter of V8's default, in MB: two of these of garbage stay resident after a long session. Programs that make much
 * garbage take the same time with it (Node 20.20: counting trigrams, mapping over arrays of objects, parsing JSON).
 */
const youngObjects = "--max-semi-space-size=4";

/** The kernelspecs name this very Node and these very packages, so they stay right whatever PATH says later. */
const specs: Record<KernelName, () => Kernelspec> = {
  typescript: () => ({
    argv: [process.execPath, youngObjects, join(__dirname, "cli.js"), "start", "{connection_file}"],
    display_name: "TypeScript",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: false, supported_encryption: ["curve"] },
  }),
  /** Stock tslab, to see that a notebook runs there too. It hears of interrupts by a signal only. */
  tslab: () => ({
    argv: [
      process.execPath,
      join(dirname(require.resolve("tslab/package.json")), "bin", "tslab"),
      "kernel",
      "--config-path={connection_file}",
    ],
    display_name: "TypeScript (tslab)",
    language: "typescript",
    interrupt_mode: "signal",
  }),
};

/**
 * Write a kernelspec where Jupyter finds it.
 * @param dataFolder one of Jupyter's data folders: that of a user, or `share/jupyter` of a Python environment
 * @returns the folder that was written
 */
export function installKernelspec(name: KernelName, dataFolder: string): string {
  const folder = join(dataFolder, "kernels", name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "kernel.json");
  // Written aside and renamed: a reader, or a second set-up at the same time, never sees half a file.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(specs[name](), null, 2)}\n`);
  renameSync(draft, file);
  return folder;
}
