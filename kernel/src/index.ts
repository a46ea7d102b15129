import type { KernelApi } from "./session";

export { installKernelspec, type KernelName, type Kernelspec } from "./kernelspec";
export type { KernelApi } from "./session";

/** The API of the kernel that runs this code. */
function api(): KernelApi {
  const found = (globalThis as { [key: symbol]: unknown })[Symbol.for("next-token-kernel.api")];
  if (found === undefined) throw new Error("next-token-kernel's API must be used in a cell that its kernel runs");
  return found as KernelApi;
}

/** Show a MIME bundle, under an id that later cells can update where one is given. */
export const display: KernelApi["display"] = (bundle, options) => api().display(bundle, options);
/** Remove the cell's outputs; with `wait`, only when the next one comes. */
export const clearOutput: KernelApi["clearOutput"] = (options) => api().clearOutput(options);
/** Show any value as a cell's last value is shown. */
export const show: KernelApi["show"] = (value) => api().show(value);
/** Ask the reader for a line of text. */
export const input: KernelApi["input"] = (prompt, options) => api().input(prompt, options);
/** The cell that the running code belongs to: `cell.signal` is aborted when it is stopped; `cell.takesInput` or not. */
export const cell: KernelApi["cell"] = {
  get signal() {
    return api().cell.signal;
  },
  get unbroken() {
    return api().cell.unbroken;
  },
  get takesInput() {
    return api().cell.takesInput;
  },
};
/** Lines between objects here and in the front end. */
export const comms: Pick<KernelApi["comms"], "open" | "register" | "info"> = {
  open: (targetName, data) => api().comms.open(targetName, data),
  register: (targetName, target) => api().comms.register(targetName, target),
  info: (targetName) => api().comms.info(targetName),
};
/** Turn the lines that name cells which used an old value off or on. */
export const staleNotes: KernelApi["staleNotes"] = (isOn) => api().staleNotes(isOn);
