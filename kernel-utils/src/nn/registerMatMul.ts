import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { tf } from "./tf";

/** Axes with the last two exchanged. */
const exchanged = (rank: number) => Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));

let isRegistered = false;

/**
 * Matrix products on the WebAssembly backend whose factors are transposed: as every gradient of a matrix product has.
 * The backend's own kernel takes them in a plain loop, some ten times slower than the SIMD that it has for the others:
 * so the factor is transposed first.
 */
export function registerMatMul(): void {
  const matMul = tf.getKernel("BatchMatMul", "wasm");
  const transpose = tf.getKernel("Transpose", "wasm");
  if (isRegistered || !matMul || !transpose) return;
  isRegistered = true;
  tf.unregisterKernel("BatchMatMul", "wasm");
  tf.registerKernel({
    ...matMul,
    kernelFunc({ inputs, attrs, backend }) {
      const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
      const made: tf.TensorInfo[] = [];
      const upright = (x: tf.TensorInfo, isTransposed: boolean) => {
        if (!isTransposed) return x;
        const perm = exchanged(x.shape.length);
        const info = transpose.kernelFunc({ inputs: { x }, attrs: { perm }, backend }) as tf.TensorInfo;
        made.push(info);
        return info;
      };
      const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
      const factors = { a: upright(a, transposeA), b: upright(b, transposeB) };
      const output = matMul.kernelFunc({ inputs: factors, attrs: { transposeA: false, transposeB: false }, backend });
      for (const { dataId } of made) (backend as BackendWasm).disposeData(dataId);
      return output;
    },
  });
}
