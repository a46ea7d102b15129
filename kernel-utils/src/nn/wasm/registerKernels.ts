import { registerMatMul } from "./register/matMul";

let isRegistered = false;

/** Put our own kernels in place of those of tfjs' WebAssembly backend. */
export function registerKernels(): void {
  if (isRegistered) return;
  isRegistered = true;
  registerMatMul();
}
