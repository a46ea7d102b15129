export { hasKernel } from "./hasKernel";
export { registerKernels } from "./registerKernels";
export { numbered } from "./register/updates";
