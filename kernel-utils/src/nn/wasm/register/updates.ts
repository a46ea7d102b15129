import type { tf } from "../../tf";
import { eachNumber } from "../eachPart";
import { registerWasm } from "./registerWasm";

/** The numbers that an update takes: see kernels/adamW.ts. */
export interface AdamWNumbers {
  meanShare: number;
  squareShare: number;
  scale: number;
  /** One for each parameter. */
  decays: number[];
  stepSize: number;
  correction: number;
  epsilon: number;
}

/** Tensors under names that keep their order and their kind: what a kernel of many tensors is given. */
export const numbered = (kind: string, tensors: readonly tf.Tensor[]): tf.NamedTensorMap =>
  Object.fromEntries(tensors.map((tensor, i) => [`${kind}${i}`, tensor]));

/**
 * Kernel AdamW: parameter0, gradient0, mean0, square0, parameter1 and so on -> of each its new parameter, mean and square.
 * Kernel Norm: x0, x1 and so on -> the length of all of them as one vector, [].
 */
export function registerUpdates(): void {
  registerWasm("AdamW", (engine, inputs, attrs) => {
    const { meanShare, squareShare, scale, decays, stepSize, correction, epsilon } = attrs as unknown as AdamWNumbers;
    return decays.flatMap((decay, i) => {
      const given = ["parameter", "gradient", "mean", "square"].map((kind) => inputs[`${kind}${i}`]!);
      const made = [0, 1, 2].map(() => engine.output(given[0]!.shape));
      eachNumber(engine, "adamW", {
        places: [...given, ...made].map((each) => engine.place(each)),
        size: engine.numBytes(given[0]!) / 4,
        more: [scale, meanShare, squareShare, decay, stepSize, correction, epsilon],
      });
      return made;
    });
  });
  registerWasm("Norm", (engine, inputs) => {
    const norm = engine.output([]);
    const place = engine.place(norm);
    const result = engine.float32(place, 1);
    let sum = 0;
    for (const x of Object.values(inputs)) {
      engine.kernels.sumOfSquares(engine.place(x), engine.numBytes(x), place);
      sum += result[0]!;
    }
    result[0] = Math.sqrt(sum);
    return norm;
  });
}
