import { registerAffine } from "./register/affine";
import { registerAttention } from "./register/attention";
import { registerCrossEntropy } from "./register/crossEntropy";
import { registerGelu } from "./register/gelu";
import { registerLayerNorm } from "./register/layerNorm";
import { registerMatMul } from "./register/matMul";
import { registerRecurrent } from "./register/recurrent";
import { registerSegmentSum } from "./register/segmentSum";
import { registerUpdates } from "./register/updates";

let isRegistered = false;

/** Give tfjs' WebAssembly backend our own kernels: in place of some that it has, and for layers, losses and updates as a whole. */
export function registerKernels(): void {
  if (isRegistered) return;
  isRegistered = true;
  registerMatMul();
  registerSegmentSum();
  registerAffine();
  registerAttention();
  registerGelu();
  registerLayerNorm();
  registerCrossEntropy();
  registerUpdates();
  registerRecurrent();
}
