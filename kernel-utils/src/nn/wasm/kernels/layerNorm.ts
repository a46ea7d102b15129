import { type Body, clear, defineFunction, F32, forRange, type I32, type Local, type Locals } from "../assembler";
import { eachEight } from "./eachEight";

/** Statements that set `mean` and `scale` = 1 / sqrt(variance + epsilon) of a row of `size` numbers. */
function moments(
  { x, rowBytes, size, epsilon }: { x: I32; rowBytes: I32; size: I32; epsilon: F32 },
  { mean, scale }: { mean: Local<F32>; scale: Local<F32> },
  locals: Locals,
): Body {
  const [sum, centred] = [locals.f32x8(), locals.f32x8()];
  return [
    sum.set(0),
    eachEight(locals, rowBytes, ({ load, counted }) => [sum.set(sum.add(counted(load(x))))]),
    mean.set(sum.sum().div(F32.from(size))),
    sum.set(0),
    eachEight(locals, rowBytes, ({ load, counted }) => [
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
    const [row, rowBytes] = [locals.i32(), locals.i32()];
    const [mean, scale] = [locals.f32(), locals.f32()];
    return [
      rowBytes.set(size.mul(4)),
      forRange(row, { to: rows }, [
        moments({ x, rowBytes, size, epsilon }, { mean, scale }, locals),
        eachEight(locals, rowBytes, ({ load, store }) => [
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
    const [row, rowBytes] = [locals.i32(), locals.i32()];
    const [mean, scale, n, g] = [locals.f32(), locals.f32(), locals.f32x8(), locals.f32x8()];
    const [sumG, sumGN, meanG, meanGN] = [locals.f32x8(), locals.f32x8(), locals.f32(), locals.f32()];
    return [
      rowBytes.set(size.mul(4)),
      clear(dWeight, rowBytes),
      clear(dBias, rowBytes),
      forRange(row, { to: rows }, [
        moments({ x, rowBytes, size, epsilon }, { mean, scale }, locals),
        sumG.set(0),
        sumGN.set(0),
        eachEight(locals, rowBytes, ({ load, store, counted }) => [
          n.set(load(x).sub(mean).mul(scale)),
          store(dWeight, n.mulAdd(load(dy), load(dWeight))),
          store(dBias, load(dBias).add(load(dy))),
          g.set(counted(load(dy).mul(load(weight)))),
          sumG.set(sumG.add(g)),
          sumGN.set(g.mulAdd(n, sumGN)),
        ]),
        meanG.set(sumG.sum().div(F32.from(size))),
        meanGN.set(sumGN.sum().div(F32.from(size))),
        eachEight(locals, rowBytes, ({ load, store }) => [
          n.set(load(x).sub(mean).mul(scale)),
          store(dx, load(dy).mul(load(weight)).sub(meanG).sub(n.mul(meanGN)).mul(scale)),
        ]),
        [x, dy, dx].map((place) => place.set(place.add(rowBytes))),
      ]),
    ];
  },
);
