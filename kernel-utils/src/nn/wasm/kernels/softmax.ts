import {
  type Body,
  defineFunction,
  F32,
  type F32x8,
  forRange,
  loadF32,
  type Local,
  type Locals,
  storeF32,
} from "../assembler";
import { eachEight } from "./eachEight";
import { exponentials } from "./exponentials";

/**
 * y [rows, size] = e^x / the sum of e^x, row by row; and norms [rows, 2]: of each row the largest x, and the sum of e^(x - largest), of
 * which the log-softmax is made.
 */
export const softmax = defineFunction(
  "softmax",
  { x: "i32", y: "i32", norms: "i32", rows: "i32", size: "i32" },
  ({ x, y, norms, rows, size }, locals) => {
    const [row, rowBytes] = [locals.i32(), locals.i32()];
    const [highest, sum, shifted, power] = [locals.f32x8(), locals.f32x8(), locals.f32x8(), locals.f32x8()];
    const [largest, share] = [locals.f32(), locals.f32()];
    const { exp } = exponentials(locals);
    return [
      rowBytes.set(size.mul(4)),
      forRange(row, { to: rows }, [
        highest.set(-Infinity),
        eachEight(locals, rowBytes, ({ load }) => [highest.set(highest.max(load(x)))]),
        largest.set(highest.largest()),
        sum.set(0),
        eachEight(locals, rowBytes, ({ load, store, counted }) => [
          shifted.set(load(x).sub(largest)),
          exp(power, shifted),
          sum.set(sum.add(counted(power))),
          store(y, power),
        ]),
        share.set(sum.sum()),
        storeF32(norms, largest),
        storeF32(norms, share, 4),
        share.set(F32.of(1).div(share)),
        eachEight(locals, rowBytes, ({ load, store }) => [store(y, load(y).mul(share))]),
        [x, y].map((place) => place.set(place.add(rowBytes))),
        norms.set(norms.add(8)),
      ]),
    ];
  },
);

/** y [rows, size] = x - largest - log, of norms [rows, 2] as softmax leaves them, but for the sum its logarithm. */
export const logSoftmax = defineFunction(
  "logSoftmax",
  { x: "i32", y: "i32", norms: "i32", rows: "i32", size: "i32" },
  ({ x, y, norms, rows, size }, locals) => {
    const [row, rowBytes] = [locals.i32(), locals.i32()];
    const [largest, log] = [locals.f32(), locals.f32()];
    return [
      rowBytes.set(size.mul(4)),
      forRange(row, { to: rows }, [
        largest.set(loadF32(norms)),
        log.set(loadF32(norms, 4)),
        // One after the other: their sum would lose the logarithm's digits where the largest is large.
        eachEight(locals, rowBytes, ({ load, store }) => [store(y, load(x).sub(largest).sub(log))]),
        [x, y].map((place) => place.set(place.add(rowBytes))),
        norms.set(norms.add(8)),
      ]),
    ];
  },
);

/** dx [rows, size] of dy and y, where each number needs the sum of a term over its row. */
const rowGradient = (
  name: string,
  term: (dy: F32x8, y: F32x8) => F32x8,
  gradient: (dx: Local<F32x8>, of: { dy: F32x8; y: Local<F32x8>; sum: F32 }, locals: Locals) => Body,
) =>
  defineFunction(
    name,
    { dy: "i32", y: "i32", dx: "i32", rows: "i32", size: "i32" },
    ({ dy, y, dx, rows, size }, locals) => {
      const [row, rowBytes] = [locals.i32(), locals.i32()];
      const [sum, value, result] = [locals.f32x8(), locals.f32x8(), locals.f32x8()];
      const sumOfRow = locals.f32();
      return [
        rowBytes.set(size.mul(4)),
        forRange(row, { to: rows }, [
          sum.set(0),
          eachEight(locals, rowBytes, ({ load, counted }) => [sum.set(sum.add(counted(term(load(dy), load(y)))))]),
          sumOfRow.set(sum.sum()),
          eachEight(locals, rowBytes, ({ load, store }) => [
            value.set(load(y)),
            gradient(result, { dy: load(dy), y: value, sum: sumOfRow }, locals),
            store(dx, result),
          ]),
          [dy, y, dx].map((place) => place.set(place.add(rowBytes))),
        ]),
      ];
    },
  );

/** dx = y (dy - the sum of dy y over the row), of y = softmax(x). */
export const softmaxGrad = rowGradient(
  "softmaxGrad",
  (dy, y) => dy.mul(y),
  (dx, { dy, y, sum }) => [dx.set(y.mul(dy.sub(sum)))],
);

/** dx = dy - e^y times the sum of dy over the row, of y = log-softmax(x). */
export const logSoftmaxGrad = rowGradient(
  "logSoftmaxGrad",
  (dy) => dy,
  (dx, { dy, y, sum }, locals) => [exponentials(locals).exp(dx, y), dx.set(dy.sub(dx.mul(sum)))],
);
