import { kernelApi } from "./kernelApi";

/**
 * Aborted when the notebook's reader stops the cell that the running code belongs to: what takes long looks at it, so that
 * "stop" ends it at a good moment. Undefined outside a kernel, and under stock tslab.
 */
export const cellSignal = (): AbortSignal | undefined => kernelApi()?.cell.signal;
