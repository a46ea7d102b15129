export { installKernelspec, kernelspecName, type Kernelspec } from "./kernelspec";
export { startKernel } from "./start";
