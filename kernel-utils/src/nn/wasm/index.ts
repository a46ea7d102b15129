export { hasKernel } from "./hasKernel";
export { readSequence } from "./readSequence";
export { recurrentCells, type RecurrentLayer } from "./recurrentCells";
export { registerKernels } from "./registerKernels";
export { numbered } from "./register/updates";
export { runKernel } from "./runKernel";
