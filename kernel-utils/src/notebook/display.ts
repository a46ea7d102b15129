import { createRequire } from "node:module";
import { kernelApi } from "../core";

/** One output in several forms, by MIME type; text/plain is what is left where no other can be shown. */
export type MimeBundle = Readonly<Record<string, unknown>> & { readonly "text/plain": string };

export interface DisplayOptions {
  /** Names the output, so that it can be replaced. */
  readonly id?: string;
  /** Replace the output of that id instead of adding one. */
  readonly update?: boolean;
}

type Display = (bundle: MimeBundle, options: DisplayOptions) => void;

/** What tslab 1.0.22 keeps for its own `display`: how to send an output to the cell that runs. */
interface TslabJupyter {
  lastWriteDisplayData: ((message: object, update: boolean) => void) | null;
}

let tslab: TslabJupyter | undefined;

/** tslab's own module, taken from what that kernel has loaded: its public `display` can send one MIME type a call only. */
function findTslab(): TslabJupyter | undefined {
  if (tslab?.lastWriteDisplayData) return tslab;
  const loaded = createRequire(__filename).cache;
  for (const [file, module] of Object.entries(loaded)) {
    if (!file.replaceAll("\\", "/").endsWith("tslab/dist/jupyter.js")) continue;
    const exports = module?.exports as TslabJupyter;
    if (exports.lastWriteDisplayData) return (tslab = exports);
  }
  return undefined;
}

/** How the kernel that runs this code shows things: ours, or stock tslab. */
function findDisplay(): Display | undefined {
  const api = kernelApi();
  if (api !== undefined) return api.display;
  const write = findTslab()?.lastWriteDisplayData;
  if (!write) return undefined;
  return (data, { id, update = false }) =>
    write({ data, metadata: {}, transient: id === undefined ? {} : { display_id: id } }, update);
}

/** Whether a Jupyter kernel is running this code, and has run a cell. */
export function isInKernel(): boolean {
  return findDisplay() !== undefined;
}

/** Send an output to the notebook; outside a kernel, print its text/plain. */
export function display(bundle: MimeBundle, options: DisplayOptions = {}): void {
  const show = findDisplay();
  if (show) show(bundle, options);
  else process.stdout.write(`${bundle["text/plain"]}\n`);
}
