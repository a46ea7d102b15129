import { tf } from "../../tf";
import { registerWasm } from "./registerWasm";

/** Kernel Embedding: weight [vocab, size] and ids [...], integers in [0, vocab - 1] -> [..., size]; and its gradient. */
export function registerEmbedding(): void {
  registerWasm("Embedding", (engine, { weight, ids }) => {
    const [, size] = engine.rowsOf(weight!);
    const output = engine.output([...ids!.shape, size]);
    const [atWeight, atIds, atOutput] = [weight!, ids!, output].map((each) => engine.place(each));
    engine.kernels.rowsById(atWeight!, atIds!, atOutput!, tf.util.sizeFromShape(ids!.shape), size);
    return output;
  });
  tf.registerGradient({
    kernelName: "Embedding",
    inputsToSave: ["weight", "ids"],
    gradFunc: (dy, [weight, ids]) => ({
      weight: () => {
        const [numSegments, size] = weight!.shape as [number, number];
        const rows = (dy as tf.Tensor2D).reshape<tf.Tensor2D>([-1, size]);
        return tf.unsortedSegmentSum(rows, ids!.reshape<tf.Tensor1D>([-1]), numSegments);
      },
    }),
  });
}
