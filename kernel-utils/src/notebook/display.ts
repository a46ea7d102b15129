import { createRequire } from "node:module";

/** One output in several forms, by MIME type; text/plain is what is left where no other can be shown. */
export type MimeBundle = Readonly<Record<string, unknown>> & { readonly "text/plain": string };

export interface DisplayOptions {
  /** Names the output, so that it can be replaced. */
  id?: string;
  /** Replace the output of that id instead of adding one. */
  update?: boolean;
}

/** What tslab 1.0.22 keeps for its own `display`: how to send an output to the cell that runs. */
interface TslabJupyter {
  lastWriteDisplayData: ((message: object, update: boolean) => void) | null;
}

let tslab: TslabJupyter | undefined;

/**
 * tslab's own module, taken from what the kernel has loaded: its public `display` can send one MIME type a call only.
 * The one place of this library that knows which kernel it runs on.
 */
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

/** Whether a Jupyter kernel is running this code, and has run a cell. */
export function isInKernel(): boolean {
  return findTslab() !== undefined;
}

/** Send an output to the notebook; outside a kernel, print its text/plain. */
export function display(data: MimeBundle, { id, update = false }: DisplayOptions = {}): void {
  const write = findTslab()?.lastWriteDisplayData;
  if (write) write({ data, metadata: {}, transient: id === undefined ? {} : { display_id: id } }, update);
  else process.stdout.write(`${data["text/plain"]}\n`);
}
