/// <reference types="@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops" preserve="true" />
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { registerChainedOps } from "./chainedOps";

registerChainedOps(tf);

// The backend's first tensor would print an advertisement for the native package into somebody's lesson.
tf.removeBackend("cpu");
tf.registerBackend("cpu", () => Object.assign(new MathBackendCPU(), { firstUse: false }));

/**
 * TensorFlow.js: tfjs-core's namespace, and tensors with their methods.
 * Works at once on the slow backend "cpu"; `await ready()` first to get the fastest one there is.
 */
export { tf };
