import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { tf } from "./tf";

/**
 * The kernel that the WebAssembly backend lacks for training: the gradient of tf.gather, and so of an embedding.
 * x [num, ...rest], segmentIds [num] -> [numSegments, ...rest]: output[s] is the sum of every x[i] with segmentIds[i] = s.
 * Source: UnsortedSegmentSum of tfjs-core 4.22.0; as there, an id that is no segment's is left out.
 */
export function registerSegmentSum(): void {
  if (tf.getKernel("UnsortedSegmentSum", "wasm")) return;
  tf.registerKernel({
    kernelName: "UnsortedSegmentSum",
    backendName: "wasm",
    kernelFunc({ inputs, attrs, backend }) {
      const { x, segmentIds } = inputs as { x: tf.TensorInfo; segmentIds: tf.TensorInfo };
      const { numSegments } = attrs as { numSegments: number };
      const wasm = backend as BackendWasm;
      const [num = 0, ...rest] = x.shape;
      const output = wasm.makeOutput([numSegments, ...rest], x.dtype);
      // Views of the heap, made after all memory has been asked for: growing it would leave them empty.
      const sums = wasm.typedArrayFromHeap(output).fill(0) as Float32Array;
      const values = wasm.typedArrayFromHeap(x) as Float32Array;
      const ids = wasm.typedArrayFromHeap(segmentIds) as Int32Array;
      const size = tf.util.sizeFromShape(rest);
      for (let i = 0; i < num; i++) {
        const id = ids[i]!;
        if (id < 0 || id >= numSegments) continue;
        for (let k = 0; k < size; k++) sums[id * size + k]! += values[i * size + k]!;
      }
      return output;
    },
  });
}
