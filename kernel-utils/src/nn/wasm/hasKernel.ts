import { tf } from "../tf";

/** Whether the current backend has a kernel of that name. Where it hasn't, plain ops give the same. */
export const hasKernel = (kernelName: string): boolean => tf.getKernel(kernelName, tf.getBackend()) !== undefined;
