export { type KernelApi } from "./api";
export { startKernel } from "./kernel";
