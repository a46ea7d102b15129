import { defineFunction } from "../assembler";
import { eachEight } from "./eachEight";

/**
 * One update of a parameter, all of `numBytes`; with gradient * scale for the gradient, newMean = mean + (gradient - mean) * meanShare,
 * newSquare = square + (gradient^2 - square) * squareShare,
 * newParameter = parameter * decay - newMean / (sqrt(newSquare) * correction + epsilon) * stepSize.
 */
export const adamW = defineFunction(
  "adamW",
  {
    parameter: "i32",
    gradient: "i32",
    mean: "i32",
    square: "i32",
    newParameter: "i32",
    newMean: "i32",
    newSquare: "i32",
    numBytes: "i32",
    scale: "f32",
    meanShare: "f32",
    squareShare: "f32",
    decay: "f32",
    stepSize: "f32",
    correction: "f32",
    epsilon: "f32",
  },
  (given, locals) => {
    const { parameter, gradient, mean, square, newParameter, newMean, newSquare, numBytes } = given;
    const { scale, meanShare, squareShare, decay, stepSize, correction, epsilon } = given;
    const [g, m, s] = [locals.f32x8(), locals.f32x8(), locals.f32x8()];
    return eachEight(locals, numBytes, ({ load, store }) => [
      g.set(load(gradient).mul(scale)),
      m.set(load(mean)),
      m.set(g.sub(m).mulAdd(meanShare, m)),
      store(newMean, m),
      s.set(load(square)),
      s.set(g.mul(g).sub(s).mulAdd(squareShare, s)),
      store(newSquare, s),
      store(
        newParameter,
        load(parameter)
          .mul(decay)
          .sub(m.div(s.sqrt().mulAdd(correction, epsilon)).mul(stepSize)),
      ),
    ]);
  },
);
