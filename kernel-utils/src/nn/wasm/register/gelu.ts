import { tf } from "../../tf";
import { registerWasm } from "./registerWasm";

/** Kernel Gelu: x [...] -> [...]; and its gradient. */
export function registerGelu(): void {
  registerWasm("Gelu", (engine, { x }) => {
    const y = engine.output(x!.shape);
    engine.kernels.gelu(engine.place(x!), engine.place(y), engine.numBytes(x!));
    return y;
  });
  registerWasm("GeluGrad", (engine, { dy, x }) => {
    const dx = engine.output(x!.shape);
    engine.kernels.geluGrad(engine.place(dy!), engine.place(x!), engine.place(dx), engine.numBytes(x!));
    return dx;
  });
  tf.registerGradient({
    kernelName: "Gelu",
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({
      x: () => tf.engine().runKernel("GeluGrad", { dy: dy as tf.Tensor, x: x! }) as tf.Tensor,
    }),
  });
}
