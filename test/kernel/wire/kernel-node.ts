/** The Node that kernels run in: the tests' own, or another version's that KERNEL_NODE names. */
export const kernelNode = process.env["KERNEL_NODE"] ?? process.execPath;
