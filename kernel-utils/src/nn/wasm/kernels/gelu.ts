import { defineFunction } from "../assembler";
import { eachEight } from "./eachEight";
import { exponentials } from "./exponentials";

/**
 * y = x (1 + erf(x / sqrt(2))) / 2, number by number, and the slope there, (1 + erf(x / sqrt(2))) / 2 + x e^(-x^2 / 2) / sqrt(2 pi),
 * for which most is computed already: the gradient is then a product.
 */
export const gelu = defineFunction(
  "gelu",
  { x: "i32", y: "i32", slope: "i32", numBytes: "i32" },
  ({ x, y, slope, numBytes }, locals) => {
    const [z, bell, share] = [locals.f32x8(), locals.f32x8(), locals.f32x8()];
    const { erf } = exponentials(locals);
    return eachEight(locals, numBytes, ({ load, store }) => [
      z.set(load(x).mul(Math.SQRT1_2)),
      erf(share, bell, z),
      share.set(share.mulAdd(0.5, 0.5)),
      z.set(load(x)),
      store(y, z.mul(share)),
      store(slope, bell.mul(z).mulAdd(1 / Math.sqrt(2 * Math.PI), share)),
    ]);
  },
);
