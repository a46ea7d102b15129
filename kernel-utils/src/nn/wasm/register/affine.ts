import { tf } from "../../tf";
import { multiply } from "./matMul";
import { registerWasm } from "./registerWasm";

/** Kernel Affine: x [rows, input], weight [output, input], bias [output] -> x weight^T + bias [rows, output]; and its gradients. */
export function registerAffine(): void {
  registerWasm("Affine", (engine, { x, weight, bias }) =>
    multiply(engine, { a: x!, b: weight!, transposeA: false, transposeB: true, bias }),
  );
  registerWasm("SumOfRows", (engine, { x }) => {
    const [rows, size] = engine.rowsOf(x!);
    const sums = engine.output([size]);
    engine.kernels.sumOfRows(engine.place(x!), engine.place(sums), rows, size);
    return sums;
  });
  tf.registerGradient({
    kernelName: "Affine",
    inputsToSave: ["x", "weight"],
    gradFunc(dy, [x, weight]) {
      const dRows = dy as tf.Tensor;
      return {
        x: () => tf.matMul(dRows, weight!),
        weight: () => tf.matMul(dRows, x!, true, false),
        bias: () => tf.engine().runKernel("SumOfRows", { x: dRows }) as tf.Tensor,
      };
    },
  });
}
