import { tf } from "../../tf";
import { runKernel } from "../runKernel";
import { sumRows } from "../sumRows";
import type { WasmEngine } from "../WasmEngine";
import { registerGradientWhere, registerWasm, registerWasmWhere } from "./registerWasm";

/** The axes that an attribute means: one, several, or all where it is missing. */
const axesOf = ({ shape }: tf.TensorInfo, axis: unknown) => tf.util.parseAxisParam(axis as number[], shape);
/** Whether a sum over them leaves one number. */
const isOfAll = (x: tf.TensorInfo, axis: unknown) => axesOf(x, axis).length === x.shape.length;

/** Bytes that are added up as floats: in their sum, and then in that of such sums, small numbers aren't lost. */
const partBytes = 4 * 2 ** 12;

function sumOf(engine: WasmEngine, x: tf.TensorInfo): number {
  const sum = engine.scratch(4);
  const [first, numBytes] = [engine.place(x), engine.numBytes(x)];
  let total = 0;
  for (let done = 0; done < numBytes; done += partBytes) {
    engine.kernels.sumOfNumbers(first + done, Math.min(partBytes, numBytes - done), sum);
    total += engine.float32(sum, 1)[0]!;
  }
  return total;
}

/**
 * Kernels Sum and Mean of all numbers of a tensor: tfjs's own, which are left for the other cases, take several times as long. Kernel
 * Spread, for their gradients, where tfjs has ones, a product and a quotient: value [] and attrs shape and factor -> [...shape], each
 * number value * factor.
 */
export function registerSums(): void {
  registerWasm("Spread", (engine, { value }, attrs) => {
    const { shape, factor } = attrs as { shape: number[]; factor: number };
    const spread = engine.output(shape);
    const [number] = engine.float32(engine.place(value!), 1);
    engine.float32(engine.place(spread), engine.numBytes(spread) / 4).fill(number! * factor);
    return spread;
  });
  tf.registerGradient({
    kernelName: "Spread",
    gradFunc: (dy, _, attrs) => ({ value: () => (dy as tf.Tensor).sum().mul(attrs["factor"] as number) }),
  });
  registerOfFirstAxes();
  registerOfAll("Sum", () => 1);
  registerOfAll("Mean", (size) => 1 / size);
}

/** Kernel Sum over the first axes, which is a sum of rows: the gradient of what was added to each of them. */
function registerOfFirstAxes(): void {
  registerWasmWhere(
    "Sum",
    ({ x }, { axis }) => x!.dtype === "float32" && axesOf(x!, axis).every((each, i) => each === i),
    (engine, { x }, { axis, keepDims }) => {
      const { length } = axesOf(x!, axis);
      const [summed, kept] = [x!.shape.slice(0, length), x!.shape.slice(length)];
      const sums = engine.output([...(keepDims ? summed.map(() => 1) : []), ...kept]);
      const [rows, size] = [summed, kept].map(tf.util.sizeFromShape) as [number, number];
      sumRows(engine, { x: engine.place(x!), sums: engine.place(sums), rows, size });
      return sums;
    },
  );
}

/** The sum of all numbers, times a factor. */
function registerOfAll(kernelName: string, factorOf: (size: number) => number): void {
  registerWasmWhere(
    kernelName,
    ({ x }, { axis }) => x!.dtype === "float32" && isOfAll(x!, axis),
    (engine, { x }, { keepDims }) => {
      const total = engine.output(keepDims ? x!.shape.map(() => 1) : []);
      engine.float32(engine.place(total), 1)[0] = sumOf(engine, x!) * factorOf(engine.numBytes(x!) / 4);
      return total;
    },
  );
  registerGradientWhere(kernelName, "Spread", (dy, saved, attrs) => {
    const x = saved[0]!;
    if (!isOfAll(x, attrs["axis"])) return undefined;
    const value = dy.reshape([]);
    return { x: () => runKernel("Spread", { value }, { shape: x.shape, factor: factorOf(x.size) }) };
  });
}
