import { tf } from "../../tf";
import { eachNumber } from "../eachPart";
import { runKernel } from "../runKernel";
import type { WasmEngine } from "../WasmEngine";
import { registerGradientWhere, registerWasm, registerWasmWhere } from "./registerWasm";

/** x op y of two tensors of one shape, number by number, by two threads where there are enough. */
export function numberByNumber(
  engine: WasmEngine,
  kernel: "add" | "subtract" | "multiply" | "squareGrad",
  x: tf.TensorInfo,
  y: tf.TensorInfo,
): tf.TensorInfo {
  const z = engine.output(x.shape);
  const places = [x, y, z].map((each) => engine.place(each));
  eachNumber(engine, kernel, { places, size: engine.numBytes(z) / 4 });
  return z;
}

const isFloat = ({ dtype }: tf.TensorInfo) => dtype === "float32";

/**
 * Kernels Add, Sub, Multiply and Square, where the tensors are floats and of one shape, and Multiply by one number: the backend's own
 * work in one thread.
 */
export function registerArithmetic(): void {
  for (const [name, kernel] of [
    ["Add", "add"],
    ["Sub", "subtract"],
    ["Multiply", "multiply"],
  ] as const) {
    registerWasmWhere(
      name,
      ({ a, b }) => isFloat(a!) && isFloat(b!) && tf.util.arraysEqual(a!.shape, b!.shape),
      (engine, { a, b }) => numberByNumber(engine, kernel, a!, b!),
    );
  }
  registerWasmWhere(
    "Multiply",
    ({ a, b }) => isFloat(a!) && isFloat(b!) && b!.shape.length === 0,
    (engine, { a, b }) => {
      const y = engine.output(a!.shape);
      const [factor] = engine.float32(engine.place(b!), 1);
      const places = [a!, y].map((each) => engine.place(each));
      eachNumber(engine, "scale", { places, size: engine.numBytes(y) / 4, more: [factor!] });
      return y;
    },
  );
  registerWasmWhere(
    "Square",
    ({ x }) => isFloat(x!),
    (engine, { x }) => numberByNumber(engine, "multiply", x!, x!),
  );
  registerSquareGrad();
}

/** Kernel SquareGrad, in place of two products: dy and x, floats of one shape -> 2 x dy. */
function registerSquareGrad(): void {
  registerWasm("SquareGrad", (engine, { dy, x }) => numberByNumber(engine, "squareGrad", dy!, x!));
  tf.registerGradient({
    kernelName: "SquareGrad",
    inputsToSave: ["dy", "x"],
    gradFunc(by, [dy, x]) {
      const dResult = by as tf.Tensor;
      return {
        dy: () => runKernel("SquareGrad", { dy: dResult, x: x! }),
        x: () => runKernel("SquareGrad", { dy: dResult, x: dy! }),
      };
    },
  });
  registerGradientWhere("Square", "SquareGrad", (dy, [x]) =>
    isFloat(x!) ? { x: () => runKernel("SquareGrad", { dy, x: x! }) } : undefined,
  );
}
