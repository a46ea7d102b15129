import {
  type Body,
  clear,
  defineFunction,
  F32,
  type F32x4,
  forRange,
  type I32,
  type Local,
  type Locals,
} from "../assembler";
import { eachFour } from "./eachFour";

/** Statements that set `mean` and `scale` = 1 / sqrt(variance + epsilon) of a row of `size` numbers. */
function moments(
  { x, i, rowBytes, size, epsilon }: { x: I32; i: Local<I32>; rowBytes: I32; size: I32; epsilon: F32 },
  { mean, scale }: { mean: Local<F32x4>; scale: Local<F32x4> },
  locals: Locals,
): Body {
  const [sum, centred] = [locals.f32x4(), locals.f32x4()];
  return [
    sum.set(0),
    eachFour(i, rowBytes, ({ load, counted }) => [sum.set(sum.add(counted(load(x))))]),
    mean.set(sum.sum().div(F32.from(size))),
    sum.set(0),
    eachFour(i, rowBytes, ({ load, counted }) => [
      centred.set(counted(load(x).sub(mean))),
      sum.set(centred.mulAdd(centred, sum)),
    ]),
    scale.set(F32.of(1).div(sum.sum().div(F32.from(size)).add(epsilon).sqrt())),
  ];
}

/** y = (x - mean) / sqrt(variance + epsilon) * weight + bias for each row: x and y [rows, size], weight and bias [size]. */
export const layerNorm = defineFunction(
  "layerNorm",
  { x: "i32", weight: "i32", bias: "i32", y: "i32", rows: "i32", size: "i32", epsilon: "f32" },
  ({ x, weight, bias, y, rows, size, epsilon }, locals) => {
    const [row, i, rowBytes] = [locals.i32(), locals.i32(), locals.i32()];
    const [mean, scale] = [locals.f32x4(), locals.f32x4()];
    return [
      rowBytes.set(size.mul(4)),
      forRange(row, { to: rows }, [
        moments({ x, i, rowBytes, size, epsilon }, { mean, scale }, locals),
        eachFour(i, rowBytes, ({ load, store }) => [
          store(y, load(x).sub(mean).mul(scale).mulAdd(load(weight), load(bias))),
        ]),
        x.set(x.add(rowBytes)),
        y.set(y.add(rowBytes)),
      ]),
    ];
  },
);

/**
 * The gradients by x [rows, size], and summed over the rows by weight and bias [size]. With n = (x - mean) * scale and
 * g = dy * weight: dx = (g - mean(g) - n mean(g n)) * scale, dWeight = sum of dy n, dBias = sum of dy.
 */
export const layerNormGrad = defineFunction(
  "layerNormGrad",
  {
    dy: "i32",
    x: "i32",
    weight: "i32",
    dx: "i32",
    dWeight: "i32",
    dBias: "i32",
    rows: "i32",
    size: "i32",
    epsilon: "f32",
  },
  ({ dy, x, weight, dx, dWeight, dBias, rows, size, epsilon }, locals) => {
    const [row, i, rowBytes] = [locals.i32(), locals.i32(), locals.i32()];
    const [mean, scale, n, g] = [locals.f32x4(), locals.f32x4(), locals.f32x4(), locals.f32x4()];
    const [meanG, meanGN] = [locals.f32x4(), locals.f32x4()];
    return [
      rowBytes.set(size.mul(4)),
      clear(dWeight, rowBytes),
      clear(dBias, rowBytes),
      forRange(row, { to: rows }, [
        moments({ x, i, rowBytes, size, epsilon }, { mean, scale }, locals),
        meanG.set(0),
        meanGN.set(0),
        eachFour(i, rowBytes, ({ load, store, counted }) => [
          n.set(load(x).sub(mean).mul(scale)),
          store(dWeight, n.mulAdd(load(dy), load(dWeight))),
          store(dBias, load(dBias).add(load(dy))),
          g.set(counted(load(dy).mul(load(weight)))),
          meanG.set(meanG.add(g)),
          meanGN.set(g.mulAdd(n, meanGN)),
        ]),
        meanG.set(meanG.sum().div(F32.from(size))),
        meanGN.set(meanGN.sum().div(F32.from(size))),
        eachFour(i, rowBytes, ({ load, store }) => [
          n.set(load(x).sub(mean).mul(scale)),
          store(dx, load(dy).mul(load(weight)).sub(meanG).sub(n.mul(meanGN)).mul(scale)),
        ]),
        [x, dy, dx].map((place) => place.set(place.add(rowBytes))),
      ]),
    ];
  },
);
