import { createRequire } from "node:module";
import type { Display } from "./display";
import type { MimeBundle } from "./value";

/** What tslab's display API writes to; its kernel sets it when it starts. */
interface TslabJupyter {
  lastWriteDisplayData:
    | ((content: { data: MimeBundle; metadata: object; transient: { display_id?: string } }, update?: boolean) => void)
    | null;
}

/**
 * Let the `display` API of tslab, wherever it was loaded from, show things through this kernel.
 * Cheap where tslab is not loaded: to be called after each import.
 */
export function openTslabDoor(display: Display["display"]): void {
  for (const [path, module] of Object.entries(createRequire(__filename).cache)) {
    if (!/tslab[\\/]dist[\\/]jupyter\.js$/.test(path)) continue;
    const jupyter = module?.exports as Partial<TslabJupyter> | undefined;
    if (jupyter?.lastWriteDisplayData !== null) continue;
    jupyter.lastWriteDisplayData = ({ data, metadata, transient: { display_id: id } }, update = false) =>
      display(data, { metadata, update, ...(id === undefined ? {} : { id }) });
  }
}
