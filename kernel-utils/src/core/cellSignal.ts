/**
 * Aborted when the notebook's reader stops the cell that the running code belongs to: what takes long looks at it, so that
 * "stop" ends it at a good moment. Undefined outside a kernel, and in one that has no such signal.
 */
export function cellSignal(): AbortSignal | undefined {
  const api = (globalThis as { [key: symbol]: { cell?: { signal?: AbortSignal } } | undefined })[
    Symbol.for("next-token-kernel.api")
  ];
  return api?.cell?.signal;
}
