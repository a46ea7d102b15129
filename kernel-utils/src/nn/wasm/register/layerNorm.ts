import { tf } from "../../tf";
import { eachRow, rowsOfPart } from "../eachPart";
import { sumRows } from "../sumRows";
import { registerWasm } from "./registerWasm";

/** Kernel LayerNorm: x [..., size], weight [size], bias [size], attribute epsilon -> [..., size]; and its gradients. */
export function registerLayerNorm(): void {
  registerWasm("LayerNorm", (engine, { x, weight, bias }, { epsilon }) => {
    const y = engine.output(x!.shape);
    const [atX, atWeight, atBias, atY] = [x!, weight!, bias!, y].map((each) => engine.place(each));
    const [rows, size] = engine.rowsOf(x!);
    eachRow(engine, "layerNorm", {
      args: [
        [atX!, 4 * size],
        [atWeight!, 0],
        [atBias!, 0],
        [atY!, 4 * size],
      ],
      rows,
      size,
      more: [epsilon as number],
    });
    return y;
  });
  registerWasm("LayerNormGrad", (engine, { dy, x, weight }, { epsilon }) => {
    const gradients = [x!.shape, weight!.shape, weight!.shape].map((shape) => engine.output(shape));
    const [atDy, atX, atWeight, dx, dWeight, dBias] = [dy!, x!, weight!, ...gradients].map((each) =>
      engine.place(each),
    );
    const [rows, size] = engine.rowsOf(x!);
    // Each call sums over its own rows: dWeight and dBias side by side, one call's below another's.
    const part = rowsOfPart(size);
    const numParts = Math.ceil(rows / part);
    const sums = engine.scratch(8 * size * numParts);
    eachRow(engine, "layerNormGrad", {
      args: [
        [atDy!, 4 * size],
        [atX!, 4 * size],
        [atWeight!, 0],
        [dx!, 4 * size],
        [sums, (8 * size) / part],
        [sums + 4 * size, (8 * size) / part],
      ],
      rows,
      size,
      more: [epsilon as number],
    });
    const partial = { stride: 2 * size, rows: numParts, size };
    sumRows(engine, { ...partial, x: sums, sums: dWeight! });
    sumRows(engine, { ...partial, x: sums + 4 * size, sums: dBias! });
    return gradients;
  });
  tf.registerGradient({
    kernelName: "LayerNorm",
    inputsToSave: ["x", "weight"],
    gradFunc(dy, [x, weight], attrs) {
      const inputs = { dy: dy as tf.Tensor, x: x!, weight: weight! };
      const gradients = tf.engine().runKernel("LayerNormGrad", inputs, attrs as tf.NamedAttrMap) as tf.Tensor[];
      return { x: () => gradients[0]!, weight: () => gradients[1]!, bias: () => gradients[2]! };
    },
  });
}
