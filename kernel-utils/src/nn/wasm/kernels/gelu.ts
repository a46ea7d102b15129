import { defineFunction } from "../assembler";
import { eachFour } from "./eachFour";
import { exponentials } from "./exponentials";

/** y = x (1 + erf(x / sqrt(2))) / 2, number by number. */
export const gelu = defineFunction("gelu", { x: "i32", y: "i32", numBytes: "i32" }, ({ x, y, numBytes }, locals) => {
  const i = locals.i32();
  const [z, bell, erfOfZ] = [locals.f32x4(), locals.f32x4(), locals.f32x4()];
  const { erf } = exponentials(locals);
  return eachFour(i, numBytes, ({ load, store }) => [
    z.set(load(x).mul(Math.SQRT1_2)),
    erf(erfOfZ, bell, z),
    store(y, load(x).mul(erfOfZ.mul(0.5).add(0.5))),
  ]);
});

/** dx = dy times the slope at x, which is (1 + erf(x / sqrt(2))) / 2 + x e^(-x^2 / 2) / sqrt(2 pi). */
export const geluGrad = defineFunction(
  "geluGrad",
  { dy: "i32", x: "i32", dx: "i32", numBytes: "i32" },
  ({ dy, x, dx, numBytes }, locals) => {
    const i = locals.i32();
    const [z, bell, erfOfZ] = [locals.f32x4(), locals.f32x4(), locals.f32x4()];
    const { erf } = exponentials(locals);
    return eachFour(i, numBytes, ({ load, store }) => [
      z.set(load(x).mul(Math.SQRT1_2)),
      erf(erfOfZ, bell, z),
      bell.set(bell.mul(load(x)).mul(1 / Math.sqrt(2 * Math.PI))),
      store(dx, load(dy).mul(erfOfZ.mul(0.5).add(0.5).add(bell))),
    ]);
  },
);
