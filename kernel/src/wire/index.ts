import type { Wire } from "./protocol";
import { startWireThread } from "./wire-thread";

export type { Interrupt, Parent, Request, RequestOf, Wire } from "./protocol";

/**
 * Start serving the front ends of a connection file, in a thread of its own. Where that fails, or the thread ends before
 * its time, the process ends with a line on stderr.
 * @param connectionFile the JSON file with ports and key that Jupyter wrote for this kernel
 */
export function startWire(connectionFile: string): Wire {
  const thread = startWireThread(connectionFile);
  // Read while the thread starts.
  const { createWire } = require("./wire") as typeof import("./wire");
  return createWire(thread);
}
