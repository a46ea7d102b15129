/// <reference types="@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops" preserve="true" />
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { createRequire } from "node:module";
import { registerChainedOps } from "./chainedOps";

registerChainedOps(tf);
// tfjs-core's gradients, which the build bundles: the same file seen from src/nn and from dist/nn.
createRequire(__filename)("../../dist/tfjs-gradients.js");

// The backend's first tensor would print an advertisement for the native package into somebody's lesson.
tf.removeBackend("cpu");
tf.registerBackend("cpu", () => Object.assign(new MathBackendCPU(), { firstUse: false }));

/**
 * TensorFlow.js: tfjs-core's namespace, tensors with their methods, and gradients.
 * Works at once on the slow backend "cpu"; `await ready()` first to get the fastest one there is.
 */
export { tf };
