import { defineFunction } from "../../assembler";
import { recurrentCells } from "../../recurrentCells";
import { eachEight } from "../eachEight";
import { exponentials } from "../exponentials";
import { tanhSlope } from "./slopes";
import { backwardRow, type CellKernels, forwardRow } from "./types";

/** h_t = tanh(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh). */
export const RNN: CellKernels = {
  ...recurrentCells.RNN,

  forward: defineFunction("RNNForwardRow", forwardRow, ({ sums, h, rowBytes }, locals) => {
    const { tanh } = exponentials(locals);
    const [x, y] = [locals.f32x8(), locals.f32x8()];
    return eachEight(locals, rowBytes, ({ load, store }) => [x.set(load(sums)), tanh(y, x), store(h, y)]);
  }),

  backward: defineFunction("RNNBackwardRow", backwardRow, ({ h, dOutput, dH, dFromToken, rowBytes }, locals) => {
    const y = locals.f32x8();
    return eachEight(locals, rowBytes, ({ load, store }) => [
      y.set(load(h)),
      store(dFromToken, load(dOutput).add(load(dH)).mul(tanhSlope(y))),
    ]);
  }),
};
