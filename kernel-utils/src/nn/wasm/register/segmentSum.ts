import { tf } from "../../tf";
import { engineOf, type WasmEngine } from "../WasmEngine";
import { asFloats } from "./asFloats";

/**
 * The kernel that the WebAssembly backend lacks for training: the gradient of tf.gather, and so of an embedding.
 * x [num, ...rest], segmentIds [num] -> [numSegments, ...rest]: output[s] is the sum of every x[i] with segmentIds[i] = s.
 * Source: UnsortedSegmentSum of tfjs-core 4.22.0; as there, an id that is no segment's is left out.
 */
export function registerSegmentSum(): void {
  tf.registerKernel({
    kernelName: "UnsortedSegmentSum",
    backendName: "wasm",
    kernelFunc({ inputs, attrs, backend }) {
      const { x, segmentIds } = inputs as Record<"x" | "segmentIds", tf.TensorInfo>;
      const numSegments = attrs!["numSegments"] as number;
      return asFloats(backend, [x], (rows) => sumOfSegments(engineOf(backend), rows, segmentIds, numSegments));
    },
  });
}

function sumOfSegments(
  engine: WasmEngine,
  x: tf.TensorInfo,
  segmentIds: tf.TensorInfo,
  numSegments: number,
): tf.TensorInfo {
  const [num = 0, ...rest] = x.shape;
  const sums = engine.output([numSegments, ...rest]);
  const [atX, atIds, atSums] = [x, segmentIds, sums].map((each) => engine.place(each));
  engine.kernels.sumOfRowsById(atX!, atIds!, atSums!, num, tf.util.sizeFromShape(rest), numSegments);
  return sums;
}
