export { registerKernels } from "./registerKernels";
