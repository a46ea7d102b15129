import { registerWasm } from "./registerWasm";

/** Numbers that one call of the kernel computes: a part of what two threads share. */
const partSize = 2 ** 14;

/** Kernel Gelu: x [...] -> [...], and the slopes there, [...]. */
export function registerGelu(): void {
  registerWasm("Gelu", (engine, { x }) => {
    const outputs = [engine.output(x!.shape), engine.output(x!.shape)];
    const places = [x!, ...outputs].map((each) => engine.place(each)) as [number, number, number];
    const bytes = 4 * partSize;
    const count = Math.floor(engine.numBytes(x!) / bytes);
    engine.share({ kernel: "gelu", count, first: [...places, bytes], step: [bytes, bytes, bytes, 0], scratchBytes: 0 });
    const [atX, atY, atSlope] = places.map((place) => place + count * bytes) as [number, number, number];
    engine.kernels.gelu(atX, atY, atSlope, engine.numBytes(x!) - count * bytes);
    return outputs;
  });
}
