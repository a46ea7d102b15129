import { tf } from "../../tf";
import { registerWasm } from "./registerWasm";

/**
 * The kernel that the WebAssembly backend lacks for training: the gradient of tf.gather, and so of an embedding.
 * x [num, ...rest], segmentIds [num] -> [numSegments, ...rest]: output[s] is the sum of every x[i] with segmentIds[i] = s.
 * Source: UnsortedSegmentSum of tfjs-core 4.22.0; as there, an id that is no segment's is left out.
 */
export function registerSegmentSum(): void {
  registerWasm("UnsortedSegmentSum", (engine, { x, segmentIds }, { numSegments }) => {
    const [num = 0, ...rest] = x!.shape;
    const sums = engine.output([numSegments as number, ...rest]);
    const [atX, atIds, atSums] = [x!, segmentIds!, sums].map((each) => engine.place(each));
    const size = tf.util.sizeFromShape(rest);
    engine.kernels.sumOfRowsById(atX!, atIds!, atSums!, num, size, numSegments as number);
    return sums;
  });
}
