export { hasKernel } from "./hasKernel";
export { registerKernels } from "./registerKernels";
