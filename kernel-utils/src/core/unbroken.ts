import { kernelApi } from "./kernelApi";

/**
 * Do something that had better not be torn, such as a step of training: in a cell that is stopped meanwhile, it may go on to
 * its end for 2 seconds. What it awaits isn't covered. Outside a kernel, and under stock tslab, it is just done.
 */
export function unbroken<T>(work: () => T): T {
  const cell = kernelApi()?.cell;
  return cell ? cell.unbroken(work) : work();
}
