import { tf } from "../../tf";
import { multiplyMatrices } from "../multiplyMatrices";
import type { WasmEngine } from "../WasmEngine";
import { parameterGrads } from "./parameterGrads";
import { registerWasm } from "./registerWasm";

/** The rows of a tensor [..., size] as a matrix. */
const matrix = (engine: WasmEngine, x: tf.TensorInfo, isTransposed = false) => ({
  place: engine.place(x),
  stride: 4 * x.shape.at(-1)!,
  isTransposed,
});

/**
 * Kernel Affine: x [..., input], weight [output, input], bias [output] -> x weight^T + bias [..., output]; and its gradients:
 * dx = dy weight, dWeight = dy^T x, dBias = the sum of dy's rows.
 */
export function registerAffine(): void {
  registerWasm("Affine", (engine, { x, weight, bias }) => {
    const [rows, inputSize] = engine.rowsOf(x!);
    const outputSize = weight!.shape[0]!;
    const y = engine.output([...x!.shape.slice(0, -1), outputSize]);
    multiplyMatrices(engine, {
      a: matrix(engine, x!),
      b: matrix(engine, weight!, true),
      c: matrix(engine, y),
      bias: engine.place(bias!),
      m: rows,
      n: outputSize,
      k: inputSize,
    });
    return y;
  });
  registerWasm("AffineInputGrad", (engine, { dy, weight }) => {
    const [rows, outputSize] = engine.rowsOf(dy!);
    const inputSize = weight!.shape[1]!;
    const dx = engine.output([...dy!.shape.slice(0, -1), inputSize]);
    multiplyMatrices(engine, {
      a: matrix(engine, dy!),
      b: matrix(engine, weight!),
      c: matrix(engine, dx),
      bias: 0,
      m: rows,
      n: inputSize,
      k: outputSize,
    });
    return dx;
  });
  registerWasm("AffineParameterGrads", (engine, { dy, x }) => {
    const [outputSize, inputSize] = [dy!, x!].map(({ shape }) => shape.at(-1)!) as [number, number];
    const [dWeight, dBias] = [engine.output([outputSize, inputSize]), engine.output([outputSize])];
    parameterGrads(engine, { dy: dy!, x: matrix(engine, x!), dWeight, dBias });
    return [dWeight, dBias];
  });
  tf.registerGradient({
    kernelName: "Affine",
    inputsToSave: ["x", "weight"],
    gradFunc(gradient, [x, weight]) {
      const dy = gradient as tf.Tensor;
      const [dWeight, dBias] = tf.engine().runKernel("AffineParameterGrads", { dy, x: x! }) as tf.Tensor[];
      return {
        x: () => tf.engine().runKernel("AffineInputGrad", { dy, weight: weight! }) as tf.Tensor,
        weight: () => dWeight!,
        bias: () => dBias!,
      };
    },
  });
}
