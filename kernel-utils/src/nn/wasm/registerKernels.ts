import { registerAffine } from "./register/affine";
import { registerArithmetic } from "./register/arithmetic";
import { registerAttention } from "./register/attention";
import { registerCrossEntropy } from "./register/crossEntropy";
import { registerEmbedding } from "./register/embedding";
import { registerGelu } from "./register/gelu";
import { registerIdentity } from "./register/identity";
import { registerLayerNorm } from "./register/layerNorm";
import { registerMatMul } from "./register/matMul";
import { registerRecurrent } from "./register/recurrent";
import { registerSegmentSum } from "./register/segmentSum";
import { registerSoftmax } from "./register/softmax";
import { registerSums } from "./register/sums";
import { registerUpdates } from "./register/updates";

let isRegistered = false;

/** Give tfjs' WebAssembly backend our own kernels: in place of some that it has, and for layers, losses and updates as a whole. */
export function registerKernels(): void {
  if (isRegistered) return;
  isRegistered = true;
  registerIdentity();
  registerArithmetic();
  registerMatMul();
  registerSegmentSum();
  registerAffine();
  registerAttention();
  registerEmbedding();
  registerGelu();
  registerLayerNorm();
  registerSoftmax();
  registerCrossEntropy();
  registerSums();
  registerUpdates();
  registerRecurrent();
}
