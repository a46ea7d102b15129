import { kernelNode as theirs } from "../../../scripts/environment.mjs";

/** The Node that the tested kernels run in: the one that cells run in, or another that KERNEL_NODE names. */
export const kernelNode = process.env["KERNEL_NODE"] ?? theirs();
