import { createRequire } from "node:module";

/** tslab's own entry point; its declarations are not published. */
interface TslabMain {
  startKernel(options: { configPath: string; enableFindLocal: boolean }): void;
}

/**
 * Serve one Jupyter client until it says shutdown.
 * @param connectionFile the JSON file with ports and key that Jupyter wrote for this kernel
 */
export function startKernel(connectionFile: string): void {
  const { startKernel: start } = createRequire(__filename)("tslab/dist/main.js") as TslabMain;
  // enableFindLocal would look for another tslab above the notebook's folder: this one is the one that was tested.
  start({ configPath: connectionFile, enableFindLocal: false });
}
