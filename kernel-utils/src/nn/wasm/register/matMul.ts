import { tf } from "../../tf";
import { multiplyMatrices } from "../multiplyMatrices";
import { engineOf, type WasmEngine } from "../WasmEngine";
import { asFloats } from "./asFloats";
import { runOther } from "./runOther";

interface Factors {
  a: tf.TensorInfo;
  b: tf.TensorInfo;
  transposeA: boolean;
  transposeB: boolean;
  bias?: tf.TensorInfo | undefined;
}

/**
 * Products of the last two axes, either transposed; the axes before are broadcast: a [..., m, k] and b [..., k, n] -> [..., m, n].
 * @throws Error if the inner axes differ, as tfjs's own
 */
export function multiply(engine: WasmEngine, { a, b, transposeA, transposeB, bias }: Factors): tf.TensorInfo {
  const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
  const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const [inner, n] = transposeB ? [bColumns, bRows] : [bRows, bColumns];
  tf.util.assert(k === inner, () => `matMul: inner axes must be equal, got ${k} and ${inner}`);
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const output = engine.output([...batch, m, n]);
  const [atA, atB, atC] = [engine.place(a), engine.place(b), engine.place(output)];
  const atBias = bias ? engine.place(bias) : 0;
  const whichA = broadcastIndices(a.shape.slice(0, -2), batch);
  const whichB = broadcastIndices(b.shape.slice(0, -2), batch);
  for (let i = 0; i < whichA.length; i++) {
    multiplyMatrices(engine, {
      a: { place: atA + 4 * m * k * whichA[i]!, stride: 4 * aColumns, isTransposed: transposeA },
      b: { place: atB + 4 * k * n * whichB[i]!, stride: 4 * bColumns, isTransposed: transposeB },
      c: { place: atC + 4 * m * n * i, stride: 4 * n },
      bias: atBias,
      m,
      n,
      k,
    });
  }
  return output;
}

/** For each item of `shape`'s broadcast to `target`, which item it is: [3] to [2, 3] gives 0, 1, 2, 0, 1, 2. */
function broadcastIndices(shape: readonly number[], target: readonly number[]): number[] {
  const sizes = [...target.map(() => 1), ...shape].slice(-target.length || Infinity);
  let indices = [0];
  for (const [axis, length] of target.entries()) {
    const size = sizes[axis]!;
    indices = indices.flatMap((index) => Array.from({ length }, (_, i) => index * size + (size === 1 ? 0 : i)));
  }
  return indices;
}

/** The kernels that a fused product's activations are. */
const activations: Readonly<Record<string, string>> = {
  relu: "Relu",
  relu6: "Relu6",
  sigmoid: "Sigmoid",
  elu: "Elu",
  prelu: "Prelu",
  leakyrelu: "LeakyRelu",
};

/**
 * Matrix products on the WebAssembly backend by our own kernel, which reads transposed factors as fast as others. The backend's own
 * gives wrong numbers for a transposed factor with a bias and an activation (tfjs 4.22).
 */
export function registerMatMul(): void {
  for (const kernelName of ["BatchMatMul", "_FusedMatMul"]) {
    tf.unregisterKernel(kernelName, "wasm");
    tf.registerKernel({
      kernelName,
      backendName: "wasm",
      kernelFunc({ inputs, attrs, backend }) {
        const { a, b, ...how } = { ...inputs, ...attrs } as unknown as Factors;
        // The product's dtype is a's, as on tfjs's other backends.
        const y = asFloats(backend, [a, b], (left, right) =>
          multiply(engineOf(backend), { ...how, a: left, b: right }),
        );
        const name = activations[attrs!["activation"] as string];
        if (name === undefined) return y;
        const alpha = inputs["preluActivationWeights"];
        const more: Record<string, tf.TensorInfo> = alpha ? { alpha } : {};
        return runOther(name, backend, { x: y, ...more }, { alpha: attrs!["leakyreluAlpha"] });
      },
    });
  }
}
